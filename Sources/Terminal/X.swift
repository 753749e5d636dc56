let placeholder=0
