include!("inventory.rs");

fn main() {
    let mut stock = Inventory::new();
    stock.add(1, "Bolt", 10, 5);
    assert_eq!(stock.take(1, 4), Ok(6));
    assert_eq!(stock.take(1, 6), Ok(0));
    assert_eq!(stock.take(1, 1), Err(StockError::NotEnough { wanted: 1, available: 0 }));
    assert_eq!(stock.take(2, 1), Err(StockError::UnknownArticle(2)));
}
