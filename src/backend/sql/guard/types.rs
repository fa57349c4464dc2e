//! The types of pg_catalog that a value may be cast to. Those that name objects
//! of the database (`regclass` and its kin), that come from users (domains, enums,
//! composites) and that run code of their own (xml, jsonpath) are not among them.

use std::fmt;

use sqlparser::ast::{
    ArrayElemTypeDef, CharacterLength, DataType, ExactNumberInfo, ObjectName, TimezoneInfo,
};

use super::{Refusal, name::Name};

/// Longest type that pads its values, in characters or bits.
const WIDEST: u64 = 10_000;

/// Most dimensions of an array.
const MOST_DIMENSIONS: usize = 6;

/// An allowed type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    name: &'static str,
    modifiers: Vec<i64>,
    array: bool,
}

/// Types by their name in pg_catalog and the most modifiers they take.
const TYPES: [(&str, usize); 38] = [
    ("bit", 1),
    ("bool", 0),
    ("bpchar", 1),
    ("bytea", 0),
    ("cidr", 0),
    ("date", 0),
    ("datemultirange", 0),
    ("daterange", 0),
    ("float4", 0),
    ("float8", 0),
    ("inet", 0),
    ("int2", 0),
    ("int4", 0),
    ("int4multirange", 0),
    ("int4range", 0),
    ("int8", 0),
    ("int8multirange", 0),
    ("int8range", 0),
    ("interval", 1),
    ("json", 0),
    ("jsonb", 0),
    ("macaddr", 0),
    ("money", 0),
    ("numeric", 2),
    ("nummultirange", 0),
    ("numrange", 0),
    ("text", 0),
    ("time", 1),
    ("timestamp", 1),
    ("timestamptz", 1),
    ("timetz", 1),
    ("tsquery", 0),
    ("tsrange", 0),
    ("tstzrange", 0),
    ("tsvector", 0),
    ("uuid", 0),
    ("varbit", 1),
    ("varchar", 1),
];

/// Every allowed name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(name, _)| *name)
}

impl Type {
    pub(super) const TEXT: Self = Self::plain("text");
    pub(super) const INTERVAL: Self = Self::plain("interval");
    pub(super) const INT4: Self = Self::plain("int4");

    const fn plain(name: &'static str) -> Self {
        Self { name, modifiers: Vec::new(), array: false }
    }

    /// The type of that name in pg_catalog, if a value may be cast to it.
    pub(super) fn known(name: &str, array: bool) -> Option<Self> {
        let (name, _) = TYPES.iter().find(|(known, _)| *known == name)?;
        Some(Self { array, ..Self::plain(name) })
    }

    /// `numeric` that holds whole numbers of up to that many digits.
    pub(super) fn whole(digits: i64) -> Self {
        Self { modifiers: vec![digits, 0], ..Self::plain("numeric") }
    }

    /// The allowed type that `read` names.
    pub(super) fn read(read: &DataType) -> Result<Self, Refusal> {
        let refused = || refused(&read.to_string());
        let named = |name, modifiers: Vec<i64>| Ok(Self { name, modifiers, array: false });
        match read {
            DataType::Array(element) => Self::array(element),
            DataType::Custom(name, modifiers) => Self::custom(name, modifiers),
            DataType::Character(length) | DataType::Char(length) => {
                named("bpchar", vec![width(length.as_ref())?.unwrap_or(1)])
            }
            DataType::CharacterVarying(length)
            | DataType::CharVarying(length)
            | DataType::Varchar(length) => {
                named("varchar", width(length.as_ref())?.into_iter().collect())
            }
            DataType::Numeric(info) | DataType::Decimal(info) | DataType::Dec(info) => {
                named("numeric", digits(info)?)
            }
            DataType::Float(info) => float(info).ok_or_else(refused),
            DataType::Bit(length) => named("bit", vec![bounded(length.unwrap_or(1))?]),
            DataType::BitVarying(length) | DataType::VarBit(length) => {
                named("varbit", length.map(bounded).transpose()?.into_iter().collect())
            }
            DataType::Time(precision, zone) | DataType::Timestamp(precision, zone) => {
                let is_time = matches!(read, DataType::Time(..));
                named(
                    moment(is_time, *zone),
                    precision.map(bounded).transpose()?.into_iter().collect(),
                )
            }
            DataType::Interval { fields: None, precision } => {
                named("interval", precision.map(bounded).transpose()?.into_iter().collect())
            }
            other => simple(other).map(Self::plain).ok_or_else(refused),
        }
    }

    /// An array of any number of dimensions, which PostgreSQL does not tell apart,
    /// and of any size, which it ignores.
    fn array(element: &ArrayElemTypeDef) -> Result<Self, Refusal> {
        let mut element = element;
        for _ in 0..MOST_DIMENSIONS {
            let ArrayElemTypeDef::SquareBracket(inner, _) = element else { break };
            match &**inner {
                DataType::Array(deeper) => element = deeper,
                inner => return Ok(Self { array: true, ..Self::read(inner)? }),
            }
        }
        Err(Refusal::syntax("an array type of that form").instead("type[] is"))
    }

    /// A type that our parser does not know as a keyword, such as `timestamptz`
    /// or one as we print it.
    fn custom(name: &ObjectName, modifiers: &[String]) -> Result<Self, Refusal> {
        let refused = || refused(&name.to_string());
        let parts = Name::read_all(name)?;
        let bare = match parts.as_slice() {
            [name] => name,
            [schema, name] if schema.as_str() == "pg_catalog" => name,
            _ => return Err(refused()),
        };
        let (name, most) =
            TYPES.iter().find(|(name, _)| *name == bare.as_str()).ok_or_else(refused)?;
        if modifiers.len() > *most {
            return Err(refused());
        }
        let modifiers = modifiers
            .iter()
            .map(|modifier| modifier.parse::<i64>().map_err(|_| refused()).and_then(inside))
            .collect::<Result<_, _>>()?;
        Ok(Self { name, modifiers, array: false })
    }

    /// The name that a column gets which is nothing but a cast to this.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// How many characters a value is padded to.
    pub(super) fn padding(&self) -> u64 {
        match (self.name, self.modifiers.first()) {
            ("bpchar" | "bit", Some(width)) => width.unsigned_abs(),
            _ => 0,
        }
    }

    pub(super) fn is_array(&self) -> bool {
        self.array
    }
}

fn refused(name: &str) -> Refusal {
    Refusal::named("type", name, "is not allowed in a cast")
        .instead("text, the number, date, time, interval, json, uuid, range and array types are")
}

fn simple(read: &DataType) -> Option<&'static str> {
    Some(match read {
        DataType::Uuid => "uuid",
        DataType::Int2(None) | DataType::SmallInt(None) => "int2",
        DataType::Int(None) | DataType::Int4(None) | DataType::Integer(None) => "int4",
        DataType::Int8(None) | DataType::BigInt(None) => "int8",
        DataType::Float4 | DataType::Real => "float4",
        DataType::Float8 | DataType::DoublePrecision => "float8",
        DataType::Bool | DataType::Boolean => "bool",
        DataType::Date => "date",
        DataType::JSON => "json",
        DataType::JSONB => "jsonb",
        DataType::Text => "text",
        DataType::Bytea => "bytea",
        DataType::TsVector => "tsvector",
        DataType::TsQuery => "tsquery",
        _ => return None,
    })
}

fn moment(is_time: bool, zone: TimezoneInfo) -> &'static str {
    let zoned = match zone {
        TimezoneInfo::WithTimeZone | TimezoneInfo::Tz => true,
        TimezoneInfo::None | TimezoneInfo::WithoutTimeZone => false,
    };
    match (is_time, zoned) {
        (true, true) => "timetz",
        (true, false) => "time",
        (false, true) => "timestamptz",
        (false, false) => "timestamp",
    }
}

/// `float(n)` is a matter of binary digits.
fn float(info: &ExactNumberInfo) -> Option<Type> {
    match info {
        ExactNumberInfo::None | ExactNumberInfo::Precision(25..=53) => Some(Type::plain("float8")),
        ExactNumberInfo::Precision(1..=24) => Some(Type::plain("float4")),
        ExactNumberInfo::Precision(_) | ExactNumberInfo::PrecisionAndScale(..) => None,
    }
}

fn digits(info: &ExactNumberInfo) -> Result<Vec<i64>, Refusal> {
    Ok(match info {
        ExactNumberInfo::None => Vec::new(),
        ExactNumberInfo::Precision(precision) => vec![bounded(*precision)?],
        ExactNumberInfo::PrecisionAndScale(precision, scale) => {
            vec![bounded(*precision)?, inside(*scale)?]
        }
    })
}

fn width(length: Option<&CharacterLength>) -> Result<Option<i64>, Refusal> {
    match length {
        None => Ok(None),
        Some(CharacterLength::IntegerLength { length, unit: None }) => bounded(*length).map(Some),
        Some(CharacterLength::IntegerLength { .. } | CharacterLength::Max) => {
            Err(Refusal::syntax("a type's length in that form"))
        }
    }
}

fn bounded(modifier: u64) -> Result<i64, Refusal> {
    inside(i64::try_from(modifier).unwrap_or(i64::MAX))
}

fn inside(modifier: i64) -> Result<i64, Refusal> {
    if modifier.unsigned_abs() > WIDEST {
        let problem = format!("may be at most {WIDEST}");
        return Err(Refusal::named("type length", &modifier.to_string(), problem));
    }
    Ok(modifier)
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"pg_catalog\".\"{}\"", self.name)?;
        for (place, modifier) in self.modifiers.iter().enumerate() {
            write!(f, "{}{modifier}", if place == 0 { "(" } else { ", " })?;
        }
        if !self.modifiers.is_empty() {
            f.write_str(")")?;
        }
        f.write_str(if self.array { "[]" } else { "" })
    }
}
