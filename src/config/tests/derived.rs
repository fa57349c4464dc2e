//! The documents and the table agree with what is in force.

use std::collections::HashSet;

use super::{Draft, fs, reference, vars};

#[test]
fn the_documented_defaults_are_in_force() {
    let untouched = format!("{:?}", Draft::default());
    for var in vars::all() {
        if let vars::Default::Value(value) = var.default {
            let mut draft = Draft::default();
            (var.set)(&mut draft, value).map_err(|wrong| wrong.to_string()).unwrap();
            assert_eq!(format!("{draft:?}"), untouched, "{}", var.name);
        }
    }
}

#[test]
fn examples_are_accepted_but_for_commands_that_make_secrets() {
    for var in vars::all() {
        // Not loaded: a file that an example names is not there.
        let is_accepted = (var.set)(&mut Draft::default(), var.example).is_ok();
        assert_ne!(is_accepted, var.example.starts_with("$("), "{}={}", var.name, var.example);
    }
}

#[test]
fn every_example_differs_from_the_default() {
    for var in vars::all() {
        assert_ne!(var.example, var.default.to_string(), "{}", var.name);
    }
}

#[test]
fn names_are_unique_and_lines_read_well() {
    let mut names = HashSet::new();
    for var in vars::all() {
        assert!(names.insert(var.name), "{} is described twice", var.name);
        assert!(!var.name.ends_with("_FILE"), "{} hides the variant of another", var.name);
        assert!(!var.doc.ends_with('.') && !var.shape.contains('|'), "{}", var.name);
    }
}

#[test]
fn env_example_is_current() {
    assert_current(".env.example", &reference::env_example());
}

#[test]
fn the_reference_is_current() {
    assert_current("docs/configuration.md", &reference::markdown());
}

fn assert_current(file: &str, derived: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == derived, "{file} is out of date; its first line says how it is made");
}
