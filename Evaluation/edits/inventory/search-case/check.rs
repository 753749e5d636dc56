include!("inventory.rs");

fn main() {
    let mut stock = Inventory::new();
    stock.add(1, "Hex Bolt", 1, 1);
    stock.add(2, "bolt cutter", 1, 1);
    stock.add(3, "Nut", 1, 1);
    assert_eq!(stock.search("BOLT").len(), 2);
    assert_eq!(stock.search("hex").len(), 1);
    assert_eq!(stock.search("screw").len(), 0);
}
