include!("inventory.rs");

fn main() {
    let mut stock = Inventory::new();
    stock.add(1, "Bolt", 10, 5);
    stock.add(1, "Bolt", 1, 8);
    let bolt = stock.get(1).unwrap();
    assert_eq!((bolt.quantity, bolt.price), (11, 8));
}
