//! The functions of pg_catalog that a statement may call. A name is on the list
//! when every function of that name in pg_catalog is harmless: it reads nothing
//! but its arguments and changes nothing. A test holds the list against a real
//! server's catalog. They are printed as `"pg_catalog"."name"`, so that neither a
//! user's overload nor a column of that name can stand in.

use std::fmt;

use super::{Refusal, name::Name};
use crate::nearest::nearest;

/// An allowed function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Function {
    name: &'static str,
    growth: Growth,
}

/// How large a result gets by its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Growth {
    /// A number, a date, a truth value.
    Fixed,
    /// A number of many digits.
    Digits,
    /// As large as the largest argument.
    Largest,
    /// No larger than the arguments together.
    Sum,
    /// Escapes, encodes or takes apart its arguments.
    Escaped,
    /// One argument in place of each byte of another.
    Product,
    /// One value out of many rows.
    Collected,
    /// `repeat(text, times)`.
    Repeat,
    /// `lpad(text, width, ...)`.
    Pad,
    /// `format(pattern, ...)`.
    Format,
    /// `jsonb_path_query(value, path, ...)`.
    Path,
    /// `generate_series(from, to, ...)`.
    Series,
}

const FUNCTIONS: [(Growth, &[&str]); 12] = [
    (Growth::Fixed, FIXED),
    (Growth::Digits, &["exp", "pow", "power"]),
    (Growth::Largest, LARGEST),
    (Growth::Sum, SUM),
    (Growth::Escaped, ESCAPED),
    (Growth::Product, &["array_replace", "array_to_string", "regexp_replace", "replace"]),
    (Growth::Collected, COLLECTED),
    (Growth::Repeat, &["repeat"]),
    (Growth::Pad, &["lpad", "rpad"]),
    (Growth::Format, &["format"]),
    (Growth::Path, PATH),
    (Growth::Series, &["generate_series"]),
];

#[rustfmt::skip]
const FIXED: &[&str] = &[
    // numbers
    "abs", "acos", "acosd", "asin", "asind", "atan", "atan2", "atan2d", "atand", "bit_count",
    "cbrt", "ceil", "ceiling", "cos", "cosd", "cosh", "cot", "cotd", "degrees", "div", "floor",
    "gcd", "isfinite", "lcm", "ln", "log", "log10", "min_scale", "mod", "num_nonnulls",
    "num_nulls", "pi", "radians", "random", "round", "scale", "sign", "sin", "sind", "sinh",
    "sqrt", "tan", "tand", "tanh", "to_number", "trim_scale", "trunc", "width_bucket",
    // dates and times
    "age", "clock_timestamp", "date_bin", "date_part", "date_trunc", "extract", "justify_days",
    "justify_hours", "justify_interval", "make_date", "make_interval", "make_time",
    "make_timestamp", "make_timestamptz", "now", "overlaps", "statement_timestamp", "timezone",
    "to_date", "to_timestamp", "transaction_timestamp",
    // about texts, arrays, ranges, JSON, addresses
    "array_dims", "array_length", "array_lower", "array_ndims", "array_position", "array_upper",
    "ascii", "bit_length", "cardinality", "char_length", "character_length", "chr", "family",
    "get_bit", "get_byte", "host", "isempty", "json_array_length", "json_typeof",
    "jsonb_array_length", "jsonb_typeof", "length", "lower_inc", "lower_inf", "masklen", "md5",
    "netmask", "network", "octet_length", "position", "regexp_count", "regexp_instr",
    "regexp_like", "sha224", "sha256", "sha384", "sha512", "starts_with", "strpos", "to_hex",
    "ts_rank", "ts_rank_cd", "upper_inc", "upper_inf",
    // aggregates and window functions
    "bit_and", "bit_or", "bit_xor", "bool_and", "bool_or", "corr", "count", "covar_pop",
    "covar_samp", "cume_dist", "dense_rank", "every", "ntile", "percent_rank", "rank",
    "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope",
    "regr_sxx", "regr_sxy", "regr_syy", "row_number", "stddev", "stddev_pop", "stddev_samp",
    "var_pop", "var_samp", "variance", "generate_subscripts",
];

#[rustfmt::skip]
const LARGEST: &[&str] = &[
    "any_value", "avg", "btrim", "first_value", "initcap", "lag", "last_value", "lead", "left",
    "lower", "ltrim", "max", "min", "mode", "nth_value", "percentile_cont", "percentile_disc",
    "reverse", "right", "rtrim", "split_part", "substr", "substring", "sum", "trim_array",
    "upper", "json_array_elements", "json_array_elements_text", "json_each", "json_each_text",
    "json_extract_path", "json_extract_path_text", "json_object_keys", "json_strip_nulls",
    "json_to_record", "json_to_recordset", "jsonb_array_elements", "jsonb_array_elements_text",
    "jsonb_each", "jsonb_each_text", "jsonb_extract_path", "jsonb_extract_path_text",
    "jsonb_object_keys", "jsonb_strip_nulls", "jsonb_to_record", "jsonb_to_recordset",
    "regexp_split_to_table", "regexp_substr", "string_to_table", "unnest",
];

#[rustfmt::skip]
const SUM: &[&str] = &[
    "array_append", "array_cat", "array_prepend", "array_remove", "concat", "concat_ws",
    "daterange", "int4range", "int8range", "jsonb_insert", "jsonb_set", "jsonb_set_lax",
    "numrange", "overlay", "phraseto_tsquery", "plainto_tsquery", "range_merge", "setweight",
    "strip", "to_tsquery", "to_tsvector", "tsrange", "tstzrange", "websearch_to_tsquery",
];

#[rustfmt::skip]
const ESCAPED: &[&str] = &[
    "array_positions", "array_to_json", "convert_from", "convert_to", "decode", "encode",
    "json_build_array", "json_build_object", "json_object", "jsonb_build_array",
    "jsonb_build_object", "jsonb_object", "normalize", "quote_ident", "quote_literal",
    "quote_nullable", "regexp_match", "regexp_matches", "regexp_split_to_array", "row_to_json",
    "string_to_array", "to_char", "to_json", "to_jsonb", "translate",
];

#[rustfmt::skip]
const COLLECTED: &[&str] = &[
    "array_agg", "json_agg", "json_object_agg", "jsonb_agg", "jsonb_object_agg", "range_agg",
    "string_agg",
];

#[rustfmt::skip]
const PATH: &[&str] = &[
    "jsonb_path_exists", "jsonb_path_match", "jsonb_path_query", "jsonb_path_query_array",
    "jsonb_path_query_first",
];

/// Functions that may stand in FROM, with the columns they give; where there are
/// none, the one column bears the name of the alias or of the function.
const IN_FROM: [(&str, &[&str]); 17] = [
    ("generate_series", &[]),
    ("generate_subscripts", &[]),
    ("json_array_elements", &["value"]),
    ("json_array_elements_text", &["value"]),
    ("json_each", &["key", "value"]),
    ("json_each_text", &["key", "value"]),
    ("json_object_keys", &[]),
    ("jsonb_array_elements", &["value"]),
    ("jsonb_array_elements_text", &["value"]),
    ("jsonb_each", &["key", "value"]),
    ("jsonb_each_text", &["key", "value"]),
    ("jsonb_object_keys", &[]),
    ("jsonb_path_query", &[]),
    ("regexp_matches", &[]),
    ("regexp_split_to_table", &[]),
    ("string_to_table", &[]),
    ("unnest", &[]),
];

/// Functions in FROM whose columns the statement itself defines.
const DEFINED: [&str; 4] =
    ["json_to_record", "json_to_recordset", "jsonb_to_record", "jsonb_to_recordset"];

impl Function {
    /// The allowed function of that name, possibly qualified.
    pub(super) fn find(parts: &[Name]) -> Result<Self, Refusal> {
        let name = match parts {
            [name] => name,
            [schema, name] if schema.as_str() == "pg_catalog" => name,
            _ => {
                let full = parts.iter().map(Name::as_str).collect::<Vec<_>>().join(".");
                return Err(refused(&full).instead("only built-in functions may be called"));
            }
        };
        Self::named(name.as_str()).ok_or_else(|| {
            let near = nearest(name.as_str(), names());
            refused(name.as_str()).instead(match near {
                Some(near) => format!("the nearest allowed function is {near}"),
                None => HARMLESS.to_owned(),
            })
        })
    }

    /// The same for a name of our own.
    pub(super) fn named(wanted: &str) -> Option<Self> {
        FUNCTIONS.iter().find_map(|(growth, names)| {
            let name = names.iter().find(|name| **name == wanted)?;
            Some(Self { name, growth: *growth })
        })
    }

    /// The columns it gives in FROM, if it may stand there; empty for one that is
    /// named by its alias.
    pub(super) fn columns(self) -> Option<&'static [&'static str]> {
        IN_FROM.iter().find(|(name, _)| *name == self.name).map(|(_, columns)| *columns)
    }

    /// Whether it needs its columns defined by the statement.
    pub(super) fn wants_definition(self) -> bool {
        DEFINED.contains(&self.name)
    }

    pub(super) fn name(self) -> &'static str {
        self.name
    }

    pub(super) fn growth(self) -> Growth {
        self.growth
    }
}

const HARMLESS: &str = "built-in functions on text, numbers, dates, arrays, ranges and JSON, \
                        aggregates and window functions are";

fn refused(name: &str) -> Refusal {
    Refusal::named("function", name, "is not allowed")
}

/// Every allowed name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().flat_map(|(_, names)| names.iter().copied())
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"pg_catalog\".\"{}\"", self.name)
    }
}
