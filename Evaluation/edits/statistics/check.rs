include!("statistics.rs");

fn main() {
    let values = [3.0, 1.0, 2.0];
    assert_eq!(mean(&values), Some(2.0));
    assert_eq!(mean(&[]), None);
    assert_eq!(median(&values), Some(2.0));
    assert_eq!(median(&[]), None);
    assert_eq!(deviation(&[1.0, 3.0]), Some(1.0));
    assert_eq!(range(&values), Some((1.0, 3.0)));
    assert_eq!(range(&[]), None);
    assert_eq!(moving_mean(&[1.0, 3.0, 5.0], 2), vec![2.0, 4.0]);
    assert_eq!(histogram(&[0.5, 1.5, 1.9, 9.0], 1.0, 3), vec![1, 2, 0]);
    assert!(describe(&values).starts_with("n=3 mean=2.00 min=1 max=3"));
    assert_eq!(describe(&[]), "no values");
    assert_eq!(quantile(&values, 0.5), Some(2.0));
    assert_eq!(quantile(&[], 0.5), None);
    assert_eq!(correlation(&[1.0, 2.0], &[2.0, 4.0]), Some(1.0));
    assert_eq!(correlation(&[1.0, 1.0], &[2.0, 4.0]), None);
    assert_eq!(differences(&[1.0, 4.0, 2.0]), vec![3.0, -2.0]);
}
