//! How wide words stand on paper: the library's own measure takes full-width characters for half their size and cuts them.

/// Pixels of a full-width character at the default size.
const FULL: u32 = 15;
/// Pixels of a half-width character at the default size.
const HALF: u32 = 8;

/// The width of one character in half-width units: 0 for marks that stand on others, 1 or 2.
fn units(c: char) -> u32 {
    match c {
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200d}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => 0,
        '\u{ff61}'..='\u{ff9f}' => 1,
        c if (c as u32) < 0x1100 => 1,
        '\u{2010}'..='\u{2027}' => 1,
        _ => 2,
    }
}

/// Pixels of a line of words.
pub fn pixels(words: &str) -> u32 {
    words.chars().map(|c| match units(c) {
        0 => 0,
        1 => HALF,
        _ => FULL,
    }).sum()
}

/// Pixels of the widest line.
pub fn widest_line(words: &str) -> u32 {
    words.lines().map(pixels).max().unwrap_or(0)
}

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
        let fits = rest.iter().take_while(|c| {
            width += pixels(&c.to_string());
            width <= limit
        }).count();
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
    if NOT_FIRST.contains(*after) || NOT_LAST.contains(*before) || units(*after) == 0 {
        return false;
    }
    *before == ' ' || *after == ' ' || units(*before) == 2 || units(*after) == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_are_given_their_room() {
        assert_eq!(pixels("支部"), 30);
        assert_eq!(pixels("A-0123"), 48);
        assert_eq!(pixels("ｻﾄｳ"), 24);
        assert_eq!(pixels("葛\u{e0100}"), 15);
        assert_eq!(widest_line("組合員数\n（前年）"), 60);
    }

    #[test]
    fn lines_never_begin_with_a_closing_mark_and_words_stay_whole() {
        assert_eq!(wrap("あいうえお。", 75), vec!["あいうえ", "お。"]);
        assert_eq!(wrap("one two three", 60), vec!["one two", "three"]);
        assert_eq!(wrap("", 60), Vec::<String>::new());
        assert!(wrap("unbreakablewordthatislong", 40).len() > 1);
    }
}
