include!("statistics.rs");

fn main() {
    assert_eq!(histogram(&[0.5, 9.0, 2.0, 3.0], 1.0, 3), vec![1, 0, 3]);
    assert_eq!(histogram(&[-0.5, -7.0, 0.0], 1.0, 2), vec![1, 0]);
    assert_eq!(histogram(&[1.5], 1.0, 2), vec![0, 1]);
}
