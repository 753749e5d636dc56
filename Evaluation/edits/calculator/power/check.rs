include!("calculator.rs");

fn main() {
    assert_eq!(apply('^', 2.0, 10.0), Ok(1024.0));
    assert_eq!(priority('^'), 3);
    assert_eq!((priority('+'), priority('-'), priority('*'), priority('/')), (1, 1, 2, 2));
    assert!(apply('%', 1.0, 1.0).is_err());
}
