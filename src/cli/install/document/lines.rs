//! Line ends.

use similar::{ChangeTag, TextDiff};

/// `changed` with the line ends that its lines had in `original`; a new line gets
/// what most lines have. `plain` is `original` with `\n` for every line end.
pub(super) fn restore(original: &str, plain: &str, changed: &str) -> String {
    let ends = original.matches('\n').count();
    let long = original.matches("\r\n").count();
    if long == 0 {
        return changed.to_owned();
    }
    let usual = if 2 * long >= ends { "\r\n" } else { "\n" };
    let split = |text| str::split_inclusive(text, '\n').collect::<Vec<&str>>();
    let (kept, old, new) = (split(original), split(plain), split(changed));
    let mut restored = String::with_capacity(changed.len() + ends);
    for change in TextDiff::configure().diff_slices(&old, &new).iter_all_changes() {
        let line = change.value();
        match (change.tag(), change.old_index().and_then(|index| kept.get(index))) {
            (ChangeTag::Equal, Some(line)) => restored.push_str(line),
            (ChangeTag::Delete, _) => {}
            _ => restored.push_str(&line.replace('\n', usual)),
        }
    }
    restored
}
