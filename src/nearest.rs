//! "Did you mean …?" A leaf: everything that a person or a model names may be
//! misspelt, and the answer is the same everywhere.

/// Nobody mistypes a longer name, and comparing costs the product of the lengths.
const LONGEST: usize = 100;

/// The known word that is most likely meant by `word`, if any is close enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(word.len()).div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two names. The same parts in another order count as one, and
/// so does leaving parts out.
fn distance(word: &str, candidate: &str) -> usize {
    let edits = strsim::damerau_levenshtein(word, candidate);
    let (given, wanted) = (parts(word), parts(candidate));
    let is_partial = !given.is_empty() && given.iter().all(|part| wanted.contains(part));
    if is_partial { edits.min(1) } else { edits }
}

fn parts(name: &str) -> Vec<&str> {
    name.split(['_', '-', '.']).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const TOOLS: [&str; 5] = ["get_order", "list_orders", "order_stats", "search_products", "ping"];

    #[test]
    fn finds_what_was_probably_meant() {
        assert_eq!(nearest("get_ordr", TOOLS), Some("get_order"));
        assert_eq!(nearest("GET-ORDER", TOOLS), Some("get_order"));
        assert_eq!(nearest("orders_list", TOOLS), Some("list_orders"));
        assert_eq!(nearest("pnig", TOOLS), Some("ping"));
        assert_eq!(nearest("stats", TOOLS), Some("order_stats"));
    }

    #[test]
    fn says_nothing_rather_than_something_silly() {
        assert_eq!(nearest("drop_database", TOOLS), None);
        assert_eq!(nearest("", TOOLS), None);
        assert_eq!(nearest(&"get_order".repeat(1_000_000), TOOLS), None);
    }
}
