//! The fenced blocks of a document.

use std::{fs, path::Path};

/// One block.
pub(super) struct Block {
    /// The first word after the fence.
    pub(super) kind: String,
    /// What it needs to be run.
    pub(super) needs: Option<String>,
    pub(super) text: String,
    /// Whether nothing but white space stands between it and the block before.
    pub(super) follows: bool,
    line: usize,
}

impl Block {
    /// Where it stands, for a message.
    pub(super) fn place(&self, document: &Path) -> String {
        format!("{}:{}", document.display(), self.line)
    }
}

/// The blocks of `document` in their order.
pub(super) fn of(document: &Path) -> Vec<Block> {
    let text = fs::read_to_string(document).unwrap();
    let (mut blocks, mut open, mut follows) = (Vec::new(), None::<Block>, false);
    for (number, line) in text.lines().enumerate() {
        let fence = line.trim_start().strip_prefix("```");
        match (&mut open, fence) {
            (None, Some(info)) => open = Some(begin(info, number + 1, follows)),
            (None, None) => follows &= line.trim().is_empty(),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (Some(_), Some(_)) => {
                blocks.extend(open.take());
                follows = true;
            }
        }
    }
    assert!(open.is_none(), "{}: a block is not closed", document.display());
    blocks
}

fn begin(info: &str, line: usize, follows: bool) -> Block {
    let mut words = info.split([' ', ',']);
    let kind = words.next().filter(|word| !word.is_empty()).unwrap_or("text").to_owned();
    let needs = words.find_map(|word| word.strip_prefix("needs=")).map(str::to_owned);
    Block { kind, needs, text: String::new(), follows, line }
}
