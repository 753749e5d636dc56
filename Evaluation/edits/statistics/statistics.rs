// Summaries of measured numbers.

/// The mean; None where there are no numbers.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    Some(values.iter().sum::<f64>() / values.len() as f64)
}

/// The number in the middle.
pub fn median(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.total_cmp(b));
    Some(sorted[sorted.len() / 2])
}

/// The square root of the mean squared distance from the mean.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let center = mean(values)?;
    let squares: Vec<f64> = values.iter().map(|value| (value - center).powi(2)).collect();
    mean(&squares).map(f64::sqrt)
}

/// The least and the greatest number.
pub fn range(values: &[f64]) -> Option<(f64, f64)> {
    let mut ends: Option<(f64, f64)> = None;
    for &value in values {
        ends = match ends {
            None => Some((value, value)),
            Some((low, high)) => Some((low.min(value), high.max(value))),
        };
    }
    ends
}

/// The means of so many numbers at a time, each window one further.
pub fn moving_mean(values: &[f64], window: usize) -> Vec<f64> {
    values
        .windows(window)
        .map(|part| part.iter().sum::<f64>() / window as f64)
        .collect()
}

/// How many numbers lie in each of some bins of one width from 0 on.
pub fn histogram(values: &[f64], width: f64, bins: usize) -> Vec<usize> {
    let mut counts = vec![0; bins];
    for value in values {
        let bin = (value / width) as usize;
        if bin < bins {
            counts[bin] += 1;
        }
    }
    counts
}

/// One line about the numbers.
pub fn describe(values: &[f64]) -> String {
    match (mean(values), range(values)) {
        (Some(mean), Some((low, high))) => {
            format!("n={} mean={mean:.2} min={low} max={high}", values.len())
        }
        _ => "no values".to_string(),
    }
}

/// The number below which a share of the numbers lies; the share is from 0 to 1.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.total_cmp(b));
    let last = sorted.len().checked_sub(1)?;
    let place = (share.clamp(0.0, 1.0) * last as f64).round() as usize;
    sorted.get(place).copied()
}

/// How much two rows of numbers go together, from -1 to 1.
pub fn correlation(xs: &[f64], ys: &[f64]) -> Option<f64> {
    if xs.len() != ys.len() {
        return None;
    }
    let (mean_x, mean_y) = (mean(xs)?, mean(ys)?);
    let mut products = 0.0;
    let mut squares_x = 0.0;
    let mut squares_y = 0.0;
    for (x, y) in xs.iter().zip(ys) {
        products += (x - mean_x) * (y - mean_y);
        squares_x += (x - mean_x).powi(2);
        squares_y += (y - mean_y).powi(2);
    }
    if squares_x == 0.0 || squares_y == 0.0 {
        return None;
    }
    Some(products / (squares_x * squares_y).sqrt())
}

/// The differences between neighbours.
pub fn differences(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| pair[1] - pair[0]).collect()
}
