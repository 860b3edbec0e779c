//! Breaks sentences into lines that fit the paper: office programs wrap only inside one cell, and a page's sentences lie
//! across many.

use crate::text::width_px;

/// Characters that must not begin a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！）」』】〕〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％),.:;?!]}%";
/// Characters that must not end a line (行末禁則).
const NOT_LAST: &str = "（「『【〔〈《“‘([{";

/// Splits words into lines no wider than `limit` pixels: English at spaces, Japanese anywhere that the line rules allow.
pub fn wrap(words: &str, limit: u32) -> Vec<String> {
    words.lines().flat_map(|line| wrap_line(line, limit)).collect()
}

fn wrap_line(line: &str, limit: u32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest: Vec<char> = line.chars().collect();
    loop {
        let mut width = 0;
        let fits = rest
            .iter()
            .take_while(|c| {
                width += pixels(**c);
                width <= limit
            })
            .count();
        if fits >= rest.len() {
            lines.push(rest.into_iter().collect::<String>().trim_end().to_owned());
            return lines;
        }
        let cut = (1..=fits).rev().find(|at| may_break(&rest, *at)).unwrap_or_else(|| fits.max(1));
        let next = rest.split_off(cut);
        lines.push(rest.into_iter().collect::<String>().trim_end().to_owned());
        rest = next.into_iter().skip_while(|c| *c == ' ').collect();
        if rest.is_empty() {
            return lines;
        }
    }
}

/// Whether a line may end before the character at `at`.
fn may_break(text: &[char], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|i| text.get(i)), text.get(at)) else {
        return false;
    };
    if NOT_FIRST.contains(*after) || NOT_LAST.contains(*before) || pixels(*after) == 0 {
        return false;
    }
    *before == ' ' || *after == ' ' || is_full(*before) || is_full(*after)
}

fn pixels(c: char) -> u32 {
    width_px(c.encode_utf8(&mut [0; 4]))
}

/// Full-width characters that words may be parted at; punctuation of English is none.
fn is_full(c: char) -> bool {
    pixels(c) > 8 && !matches!(c, '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_never_begin_with_a_closing_mark_and_words_stay_whole() {
        assert_eq!(wrap("あいうえお。", 75), vec!["あいうえ", "お。"]);
        assert_eq!(wrap("one two three", 60), vec!["one two", "three"]);
        assert_eq!(wrap("the union’s own", 100), vec!["the union’s", "own"]);
        assert_eq!(wrap("", 60), Vec::<String>::new());
        assert!(wrap("unbreakablewordthatislong", 40).len() > 1);
    }
}
