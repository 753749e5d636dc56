include!("calculator.rs");

fn main() {
    assert_eq!(evaluate("-3 + 5"), Ok(2.0));
    assert_eq!(evaluate("2 * -(1 + 1)"), Ok(-4.0));
    assert_eq!(evaluate("4 - -1"), Ok(5.0));
    assert!(evaluate("-").is_err());
}
