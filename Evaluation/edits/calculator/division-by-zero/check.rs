include!("calculator.rs");

fn main() {
    assert_eq!(evaluate("1 / 0"), Err("division by zero".to_string()));
    assert_eq!(evaluate("1 / (2 - 2)"), Err("division by zero".to_string()));
    assert_eq!(evaluate("0 / 4"), Ok(0.0));
}
