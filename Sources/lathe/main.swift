import Console

Program.main()
