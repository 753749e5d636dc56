include!("calculator.rs");

fn main() {
    assert_eq!(evaluate("1 2"), Err("trailing input".to_string()));
    assert_eq!(evaluate("(1))"), Err("trailing input".to_string()));
    assert_eq!(evaluate("(1) + 2"), Ok(3.0));
}
