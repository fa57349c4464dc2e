//! The shapes that several variables share. Errors are predicates about the
//! value and never repeat it.

use std::{ops::RangeInclusive, path::PathBuf, time::Duration};

use super::vars::Wrong;

/// A whole number within `range`.
pub(super) fn whole<T: TryFrom<u64>>(value: &str, range: RangeInclusive<u64>) -> Result<T, Wrong> {
    value
        .parse()
        .ok()
        .filter(|number| range.contains(number))
        .and_then(|number| T::try_from(number).ok())
        .ok_or_else(|| {
            format!("is not a whole number from {} to {}", range.start(), range.end()).into()
        })
}

/// A switch: `1` or `true`, `0` or `false`.
pub(super) fn flag(value: &str) -> Result<bool, Wrong> {
    match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err("is neither 1 nor 0".into()),
    }
}

/// A number with a unit: `500ms`, `30s`, `2m`, `1h`.
pub(super) fn duration(value: &str, range: RangeInclusive<Duration>) -> Result<Duration, Wrong> {
    const EXPECTED: &str = "is not a duration such as 500ms, 30s, 2m or 1h";
    let digits = value.trim_end_matches(|c: char| !c.is_ascii_digit());
    let count: u32 = digits.parse().map_err(|_| EXPECTED)?;
    let unit = match value.strip_prefix(digits) {
        Some("ms") => Duration::from_millis(1),
        Some("s") => Duration::from_secs(1),
        Some("m") => Duration::from_mins(1),
        Some("h") => Duration::from_hours(1),
        Some("") => return Err("has no unit: write ms, s, m or h after the number".into()),
        _ => return Err(EXPECTED.into()),
    };
    unit.checked_mul(count).filter(|duration| range.contains(duration)).ok_or_else(|| {
        format!("is not between {} and {}", spelt(*range.start()), spelt(*range.end())).into()
    })
}

/// A duration as [`duration`] reads it.
pub(super) fn spelt(duration: Duration) -> String {
    match duration.as_millis() {
        0 => "0s".to_owned(),
        ms if ms % 3_600_000 == 0 => format!("{}h", ms / 3_600_000),
        ms if ms % 60_000 == 0 => format!("{}m", ms / 60_000),
        ms if ms % 1000 == 0 => format!("{}s", ms / 1000),
        ms => format!("{ms}ms"),
    }
}

/// `on` or `off`.
pub(super) fn switch(value: &str) -> Result<bool, Wrong> {
    match value {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("is neither `on` nor `off`".into()),
    }
}

/// Comma-separated items, blanks around them ignored.
pub(super) fn list(value: &str) -> Result<impl Iterator<Item = &str>, Wrong> {
    if value.split(',').any(|item| item.trim().is_empty()) {
        return Err("has an empty item between its commas".into());
    }
    Ok(value.split(',').map(str::trim))
}

/// Each item of a comma-separated list, read by `item`.
pub(super) fn each<T>(value: &str, item: fn(&str) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
    list(value)?.map(|text| item(text).map_err(|wrong| wrong.about(text, value))).collect()
}

/// A path. `~` is refused: only a shell expands it, and `.env` has no shell.
pub(super) fn path(value: &str) -> Result<PathBuf, Wrong> {
    if value.starts_with('~') {
        return Err("starts with `~`, which nothing expands here: write the whole path".into());
    }
    Ok(PathBuf::from(value))
}

/// A web origin, `https://host[:port]`, without a path.
pub(super) fn origin(value: &str) -> Result<String, Wrong> {
    let (scheme, rest) = value
        .split_once("://")
        .filter(|(scheme, _)| ["http", "https"].contains(scheme))
        .ok_or("does not start with http:// or https://")?;
    if rest.contains(['/', '?', '#']) {
        return Err("goes on after the host: an origin has no path".into());
    }
    Ok(format!("{scheme}://{}", authority(rest)?))
}

/// Where an API is, without a slash at its end. A token goes there, so it must not
/// go there in the clear.
pub(super) fn api_url(value: &str) -> Result<String, Wrong> {
    let url = value.trim_end_matches('/');
    let (scheme, rest) = url.split_once("://").ok_or("does not start with https://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority(host)?;
    if path.contains(['?', '#', '%', '\\']) || path.split('/').any(|part| part.starts_with('.')) {
        return Err("has a path that is not plain".into());
    }
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => &host,
    };
    let loopback = matches!(name, "127.0.0.1" | "localhost" | "[::1]");
    match scheme {
        "https" => Ok(url.to_owned()),
        "http" if loopback => Ok(url.to_owned()),
        "http" => Err("would send the token in the clear: write https://".into()),
        _ => Err("does not start with https://".into()),
    }
}

/// `host` or `host:port`, lower case.
pub(super) fn authority(value: &str) -> Result<String, Wrong> {
    if value.contains("://") {
        return Err("is a URL: write host or host:port".into());
    }
    let (host, port) = match value.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (value, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("has a port that is not a number from 0 to 65535".into());
    }
    let is_address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .is_some_and(|host| host.parse::<std::net::Ipv6Addr>().is_ok());
    let is_name = !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    if is_address || is_name {
        Ok(value.to_ascii_lowercase())
    } else {
        Err("does not name a host".into())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use std::time::Duration;

    use super::{authority, duration, spelt};

    #[test]
    fn a_duration_reads_back_as_it_is_spelt() {
        let range = Duration::ZERO..=Duration::from_hours(24);
        for text in ["0s", "1ms", "500ms", "1500ms", "30s", "90s", "2m", "1h", "24h"] {
            let parsed = duration(text, range.clone()).unwrap();
            assert_eq!(duration(&spelt(parsed), range.clone()).unwrap(), parsed, "{text}");
        }
    }

    #[test]
    fn hosts_may_be_names_and_addresses_with_ports() {
        for good in ["localhost", "Tools.Example.com:8443", "10.0.0.1", "[::1]", "[::1]:8000"] {
            assert_eq!(authority(good).unwrap(), good.to_ascii_lowercase());
        }
        for bad in ["", ":80", "*", "a b", "::1", "host:99999", "user@host", "host:"] {
            assert!(authority(bad).is_err(), "{bad}");
        }
    }
}
