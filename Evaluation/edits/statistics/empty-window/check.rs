include!("statistics.rs");

fn main() {
    assert!(moving_mean(&[1.0, 2.0], 0).is_empty());
    assert!(moving_mean(&[1.0, 2.0], 3).is_empty());
    assert_eq!(moving_mean(&[1.0, 2.0], 1), vec![1.0, 2.0]);
}
