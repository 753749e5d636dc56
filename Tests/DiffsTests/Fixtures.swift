/// Diffs as git writes them, short enough to be read here.
enum Fixtures {
  static let modified = """
    diff --git a/Sources/Box.swift b/Sources/Box.swift
    index 83db48f..bf269f4 100644
    --- a/Sources/Box.swift
    +++ b/Sources/Box.swift
    @@ -10,4 +10,5 @@ struct Box {
       func open() {
    -    lid.open()
    +    guard !isLocked else { return }
    +    lid.open()
       }
     }
    @@ -30 +31 @@ func close()
    -old
    \\ No newline at end of file
    +new
    \\ No newline at end of file

    """

  static let everyKind = """
    commit 0123456789abcdef
    Author: A <a@example.org>

        Say more

    diff --git a/new.txt b/new.txt
    new file mode 100644
    index 0000000..ce01362
    --- /dev/null
    +++ b/new.txt
    @@ -0,0 +1 @@
    +hello
    diff --git a/gone.txt b/gone.txt
    deleted file mode 100644
    index ce01362..0000000
    --- a/gone.txt
    +++ /dev/null
    @@ -1 +0,0 @@
    -hello
    diff --git a/from me.txt b/to you.txt
    similarity index 100%
    rename from from me.txt
    rename to to you.txt
    diff --git a/run b/run
    old mode 100644
    new mode 100755
    diff --git a/logo.png b/logo.png
    index 1111111..2222222 100644
    Binary files a/logo.png and b/logo.png differ
    diff --git "a/caf\\303\\251.txt" "b/caf\\303\\251.txt"
    index ce01362..cc628cc 100644
    --- "a/caf\\303\\251.txt"
    +++ "b/caf\\303\\251.txt"
    @@ -1 +1 @@
    -hello
    +world

    """
}
