include!("calculator.rs");

fn main() {
    assert_eq!(evaluate("2 * (3 + 4)"), Ok(14.0));
    assert_eq!(evaluate("1 + 2 * 3 - 4"), Ok(3.0));
    assert_eq!(evaluate("8 / 2 / 2"), Ok(2.0));
    assert_eq!(evaluate("1.5*2"), Ok(3.0));
    assert_eq!(evaluate("(1"), Err("missing )".to_string()));
    assert_eq!(evaluate("1 $ 2"), Err("unexpected $".to_string()));
    assert_eq!(evaluate("1.2.3"), Err("bad number 1.2.3".to_string()));
    assert!(evaluate("").is_err() && evaluate("+").is_err());
}
