include!("statistics.rs");

fn main() {
    assert_eq!(describe(&[1.0, 2.0, 9.0]), "n=3 mean=4.00 median=2.00 min=1 max=9");
    assert_eq!(describe(&[]), "no values");
}
