//! The functions a statement may call on SQLite, and our own in place of those
//! whose time nothing bounds.

use std::borrow::Cow;

use rusqlite::{
    Connection, Result,
    functions::{Context, FunctionFlags},
    types::ValueRef,
};

/// Left out on purpose: what reaches outside (`load_extension`), what shows the
/// set-up, and what can burn seconds or memory in one call that cannot be
/// interrupted (`printf`, `format`, `json_patch`, `json_pretty`, `unhex` and the
/// makers of large blobs).
pub(super) const ALLOWED: &[&str] = &[
    "->",
    "->>",
    "abs",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "avg",
    "ceil",
    "ceiling",
    "char",
    "coalesce",
    "concat",
    "concat_ws",
    "cos",
    "cosh",
    "count",
    "cume_dist",
    "current_date",
    "current_time",
    "current_timestamp",
    "date",
    "datetime",
    "degrees",
    "dense_rank",
    "exp",
    "first_value",
    "floor",
    "glob",
    "group_concat",
    "hex",
    "if",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_error_position",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_insert",
    "json_object",
    "json_quote",
    "json_remove",
    "json_replace",
    "json_set",
    "json_type",
    "json_valid",
    "julianday",
    "lag",
    "last_value",
    "lead",
    "length",
    "like",
    "likelihood",
    "likely",
    "ln",
    "log",
    "log10",
    "log2",
    "lower",
    "ltrim",
    "max",
    "min",
    "mod",
    "nth_value",
    "ntile",
    "nullif",
    "octet_length",
    "percent_rank",
    "pi",
    "pow",
    "power",
    "quote",
    "radians",
    "random",
    "rank",
    "replace",
    "round",
    "row_number",
    "rtrim",
    "sign",
    "sin",
    "sinh",
    "soundex",
    "sqrt",
    "strftime",
    "string_agg",
    "substr",
    "substring",
    "subtype",
    "sum",
    "tan",
    "tanh",
    "time",
    "timediff",
    "total",
    "trim",
    "trunc",
    "typeof",
    "unicode",
    "unixepoch",
    "unlikely",
    "upper",
];

/// SQLite's own `trim(x, y)` takes time proportional to both lengths multiplied.
const TRIMMED_CHARACTERS: usize = 100;

/// Puts functions of our own in the place of those that can be made to run for
/// long: they answer the same in time proportional to the text.
pub(super) fn replace(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("instr", 2, flags, |context| Ok(position(context)))?;
    connection.create_scalar_function("replace", 3, flags, replaced)?;
    connection.create_scalar_function("trim", 2, flags, |context| {
        trimmed(context, |text, set| text.trim_matches(|char| set.contains(char)))
    })?;
    connection.create_scalar_function("ltrim", 2, flags, |context| {
        trimmed(context, |text, set| text.trim_start_matches(|char| set.contains(char)))
    })?;
    connection.create_scalar_function("rtrim", 2, flags, |context| {
        trimmed(context, |text, set| text.trim_end_matches(|char| set.contains(char)))
    })
}

fn position(context: &Context<'_>) -> Option<i64> {
    let (whole, part) = (text(context.get_raw(0))?, text(context.get_raw(1))?);
    let before = whole.find(&*part).and_then(|at| whole.get(..at));
    let found = before.map_or(0, |before| before.chars().count() + 1);
    i64::try_from(found).ok()
}

fn replaced(context: &Context<'_>) -> Result<Option<String>> {
    let [Some(whole), Some(part), Some(by)] = [0, 1, 2].map(|index| text(context.get_raw(index)))
    else {
        return Ok(None);
    };
    if part.is_empty() {
        return Ok(Some(whole.into_owned()));
    }
    let growth = whole.matches(&*part).count().saturating_mul(by.len());
    if growth.saturating_add(whole.len()) > super::connect::MAX_VALUE_BYTES * 2 {
        return Err(failed("the result of replace() is too long"));
    }
    Ok(Some(whole.replace(&*part, &by)))
}

fn trimmed(
    context: &Context<'_>,
    trim: for<'t> fn(&'t str, &str) -> &'t str,
) -> Result<Option<String>> {
    let (Some(whole), Some(set)) = (text(context.get_raw(0)), text(context.get_raw(1))) else {
        return Ok(None);
    };
    if set.len() > TRIMMED_CHARACTERS {
        return Err(failed("the second argument of trim() is longer than 100 bytes"));
    }
    Ok(Some(trim(&whole, &set).to_owned()))
}

fn text(value: ValueRef<'_>) -> Option<Cow<'_, str>> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string().into()),
        ValueRef::Real(number) => Some(format!("{number:?}").into()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes)),
    }
}

fn failed(problem: &str) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(problem.into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn ours_answer_like_those_they_replace() {
        let original = Connection::open_in_memory().unwrap();
        let ours = Connection::open_in_memory().unwrap();
        replace(&ours).unwrap();
        for call in [
            "instr('äbc', 'c')",
            "instr('abc', '')",
            "instr('abc', 'x')",
            "instr(NULL, 'x')",
            "instr(12345, 34)",
            "instr(1.5, '.')",
            "instr(x'414243', x'43')",
            "replace('aXbX', 'X', '--')",
            "replace('abc', '', 'x')",
            "replace('abc', 'b', NULL)",
            "replace(101, 0, 'x')",
            "replace(2.0, '.0', '')",
            "trim('xxaxx', 'x')",
            "trim('  a ')",
            "ltrim('00120', '0')",
            "rtrim('00120', '0')",
            "trim('äaä', 'ä')",
            "trim('abc', '')",
            "trim(NULL, 'x')",
            "trim('abc', NULL)",
        ] {
            let answer = |connection: &Connection| {
                connection
                    .query_row(&format!("SELECT quote({call})"), [], |row| row.get::<_, String>(0))
                    .unwrap()
            };
            assert_eq!(answer(&ours), answer(&original), "{call}");
        }
    }

    #[test]
    fn the_list_is_sorted_for_reading() {
        assert!(ALLOWED.is_sorted());
    }
}
