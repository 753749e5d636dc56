// What lies in a warehouse, by the numbers of articles.

use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    pub name: String,
    pub quantity: u32,
    pub price: u64,
}

#[derive(Debug, PartialEq)]
pub enum StockError {
    UnknownArticle(u32),
    NotEnough { wanted: u32, available: u32 },
}

#[derive(Default)]
pub struct Inventory {
    articles: BTreeMap<u32, Article>,
}

impl Inventory {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds pieces of an article, which may be new.
    pub fn add(&mut self, id: u32, name: &str, quantity: u32, price: u64) {
        let article = self.articles.entry(id).or_insert(Article {
            name: name.to_string(),
            quantity: 0,
            price,
        });
        article.quantity += quantity;
    }

    /// Takes pieces out.
    pub fn take(&mut self, id: u32, wanted: u32) -> Result<(), StockError> {
        let article = self
            .articles
            .get_mut(&id)
            .ok_or(StockError::UnknownArticle(id))?;
        if article.quantity < wanted {
            return Err(StockError::NotEnough {
                wanted,
                available: article.quantity,
            });
        }
        article.quantity -= wanted;
        Ok(())
    }

    pub fn get(&self, id: u32) -> Option<&Article> {
        self.articles.get(&id)
    }

    /// What all pieces are worth.
    pub fn value(&self) -> u64 {
        self.articles
            .values()
            .map(|article| article.price * u64::from(article.quantity))
            .sum()
    }

    /// The numbers of articles of which there are fewer pieces than a limit.
    pub fn low(&self, limit: u32) -> Vec<u32> {
        let mut found = Vec::new();
        for (id, article) in &self.articles {
            if article.quantity < limit {
                found.push(*id);
            }
        }
        found
    }

    /// The articles whose name contains a text.
    pub fn search(&self, text: &str) -> Vec<&Article> {
        self.articles
            .values()
            .filter(|article| article.name.contains(text))
            .collect()
    }
}

/// Moves pieces of an article from one inventory to another.
pub fn transfer(
    from: &mut Inventory,
    to: &mut Inventory,
    id: u32,
    quantity: u32,
) -> Result<(), StockError> {
    let (name, price) = match from.get(id) {
        Some(article) => (article.name.clone(), article.price),
        None => return Err(StockError::UnknownArticle(id)),
    };
    from.take(id, quantity)?;
    to.add(id, &name, quantity, price);
    Ok(())
}

/// Reads lines such as `7;Bolt;10;5`; returns the numbers of lines that were wrong, from 1.
pub fn load(inventory: &mut Inventory, text: &str) -> Vec<usize> {
    let mut wrong = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let fields: Vec<&str> = line.split(';').map(str::trim).collect();
        let numbers = (
            fields.first().and_then(|field| field.parse().ok()),
            fields.get(2).and_then(|field| field.parse().ok()),
            fields.get(3).and_then(|field| field.parse().ok()),
        );
        match numbers {
            (Some(id), Some(quantity), Some(price)) if fields.len() == 4 => {
                inventory.add(id, fields[1], quantity, price);
            }
            _ => wrong.push(index + 1),
        }
    }
    wrong
}
