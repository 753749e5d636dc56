include!("inventory.rs");

fn main() {
    let mut stock = Inventory::new();
    stock.add(7, "Bolt", 10, 5);
    stock.add(3, "Nut", 2, 3);
    stock.add(7, "Bolt", 5, 5);
    assert_eq!(stock.get(7).unwrap().quantity, 15);
    assert_eq!(stock.value(), 81);
    assert_eq!(stock.low(5), vec![3]);
    assert_eq!(stock.take(9, 1), Err(StockError::UnknownArticle(9)));
    assert_eq!(stock.take(3, 4), Err(StockError::NotEnough { wanted: 4, available: 2 }));
    assert_eq!(stock.take(7, 15), Ok(()));
    assert_eq!(stock.get(7).unwrap().quantity, 0);
    assert_eq!(stock.search("Nu").len(), 1);
    assert!(stock.get(1).is_none());
    let mut other = Inventory::new();
    assert_eq!(transfer(&mut stock, &mut other, 3, 2), Ok(()));
    assert_eq!(other.get(3).unwrap().quantity, 2);
    assert_eq!(load(&mut other, "1;Pin;5;2\nnonsense\n2; Cap ;x;1"), vec![2, 3]);
    assert_eq!(other.value(), 16);
}
