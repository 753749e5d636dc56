// Evaluates expressions such as `2 * (3 + 4)`.

#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Number(f64),
    Operator(char),
    Open,
    Close,
}

/// Splits a text into tokens.
pub fn tokenize(text: &str) -> Result<Vec<Token>, String> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        if c.is_ascii_digit() {
            let start = i;
            while i < chars.len() && (chars[i].is_ascii_digit() || chars[i] == '.') {
                i += 1;
            }
            let word: String = chars[start..i].iter().collect();
            let value = word.parse().map_err(|_| format!("bad number {word}"))?;
            tokens.push(Token::Number(value));
            continue;
        }
        match c {
            '+' | '-' | '*' | '/' => tokens.push(Token::Operator(c)),
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            ' ' => {}
            _ => return Err(format!("unexpected {c}")),
        }
        i += 1;
    }
    Ok(tokens)
}

/// How strongly an operator binds.
fn priority(operator: char) -> u8 {
    match operator {
        '+' | '-' => 1,
        _ => 2,
    }
}

fn apply(operator: char, left: f64, right: f64) -> Result<f64, String> {
    match operator {
        '+' => Ok(left + right),
        '-' => Ok(left - right),
        '*' => Ok(left * right),
        '/' => Ok(left / right),
        _ => Err(format!("unknown operator {operator}")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    position: usize,
}

impl Parser {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.position).cloned();
        self.position += 1;
        token
    }

    fn primary(&mut self) -> Result<f64, String> {
        match self.next() {
            Some(Token::Number(value)) => Ok(value),
            Some(Token::Open) => {
                let value = self.expression(1)?;
                match self.next() {
                    Some(Token::Close) => Ok(value),
                    _ => Err("missing )".to_string()),
                }
            }
            other => Err(format!("unexpected {other:?}")),
        }
    }

    fn expression(&mut self, least: u8) -> Result<f64, String> {
        let mut left = self.primary()?;
        while let Some(Token::Operator(operator)) = self.tokens.get(self.position).cloned() {
            if priority(operator) < least {
                break;
            }
            self.position += 1;
            let right = self.expression(priority(operator) + 1)?;
            left = apply(operator, left, right)?;
        }
        Ok(left)
    }
}

/// The value of an expression.
pub fn evaluate(text: &str) -> Result<f64, String> {
    let tokens = tokenize(text)?;
    let mut parser = Parser { tokens, position: 0 };
    parser.expression(1)
}
