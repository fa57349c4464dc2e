//! URIs and URI templates (RFC 6570: `{name}` as a path segment, `{?name}` as a
//! query at the end), and what stands for their variables.

/// What stood for the variables of a template, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    /// What stood for `variable`; nothing for one the template does not have.
    pub fn get(&self, variable: &str) -> &str {
        let found = self.0.iter().find(|(name, _)| *name == variable);
        found.map_or("", |(_, value)| value)
    }
}

/// A URI in parts.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    variables: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Text(&'static str),
    Segment(&'static str),
    Query(&'static str),
}

impl Pattern {
    pub(super) fn parse(uri: &'static str) -> Self {
        let (mut parts, mut rest) = (Vec::new(), uri);
        while let Some((text, (name, after))) =
            rest.split_once('{').and_then(|(text, open)| Some((text, open.split_once('}')?)))
        {
            parts.push(Part::Text(text));
            parts.push(match name.strip_prefix('?') {
                Some(name) => Part::Query(name),
                None => Part::Segment(name),
            });
            rest = after;
        }
        parts.push(Part::Text(rest));
        let variables = parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Segment(name) | Part::Query(name) => Some(*name),
        });
        Self { variables: variables.collect(), parts }
    }

    pub(super) fn variables(&self) -> &[&'static str] {
        &self.variables
    }

    /// The values of the variables, if `uri` fits.
    pub(super) fn matches(&self, uri: &str) -> Option<Values> {
        let (mut values, mut rest) = (Vec::new(), uri);
        for part in &self.parts {
            match part {
                // RFC 3986, 3.1: the scheme is case-insensitive; the rest is ours to define.
                Part::Text(text) => rest = strip_prefix_ignore_case(rest, text)?,
                Part::Segment(name) => {
                    let (raw, after) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                    values.push((*name, decode(raw)?));
                    rest = after;
                }
                Part::Query(name) => {
                    let raw = rest.strip_prefix('?')?.strip_prefix(name)?.strip_prefix('=')?;
                    values.push((*name, decode(raw)?));
                    rest = "";
                }
            }
        }
        rest.is_empty().then_some(Values(values))
    }
}

fn decode(raw: &str) -> Option<String> {
    if raw.is_empty() || raw.contains(['/', '?', '#', '&']) {
        return None;
    }
    Some(percent_encoding::percent_decode_str(raw).decode_utf8().ok()?.into_owned())
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let check = |pattern, uri, expect: Option<&[&str]>| {
            let found = Pattern::parse(pattern).matches(uri);
            let values = found.as_ref().map(|Values(values)| {
                values.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>()
            });
            assert_eq!(values.as_deref(), expect, "{pattern} on {uri}");
        };
        check("a://all", "a://all", Some(&[]));
        check("a://all", "A://All", Some(&[]));
        check("a://all", "a://al", None);
        check("a://all", "a://all/", None);
        check("a://item/{sku}", "a://item/SKU-1", Some(&["SKU-1"]));
        check("a://item/{sku}", "a://item/a%20b%2Fc", Some(&["a b/c"]));
        check("a://item/{sku}", "a://item/", None);
        check("a://item/{sku}", "a://item/a/b", None);
        check("a://item/{sku}", "a://item/%ff", None);
        check("a://all{?cursor}", "a://all?cursor=xyz", Some(&["xyz"]));
        check("a://all{?cursor}", "a://all", None);
        check("a://all{?cursor}", "a://all?other=xyz", None);
        check("a://item/{sku}", "é", None);
        check("a://{owner}/{repo}/labels", "a://x/y/labels", Some(&["x", "y"]));
        check("a://{owner}/{repo}/labels", "A://x/y%2e/LABELS", Some(&["x", "y."]));
        for other in
            ["a://x/y", "a://x/labels", "a:///y/labels", "a://x/y/z/labels", "a://x/y/labels/"]
        {
            check("a://{owner}/{repo}/labels", other, None);
        }
    }

    #[test]
    fn variables_have_names() {
        let pattern = Pattern::parse("a://{owner}/{repo}/labels");
        assert_eq!(pattern.variables(), ["owner", "repo"]);
        let values = pattern.matches("a://x/y/labels").unwrap_or_default();
        assert_eq!((values.get("owner"), values.get("repo"), values.get("z")), ("x", "y", ""));
    }
}
