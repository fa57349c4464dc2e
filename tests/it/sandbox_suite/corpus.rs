//! The cases on disk, and the checks that they are what they say: these need no
//! sandbox.

use std::{
    collections::BTreeSet,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{GROUPS, case::Case};

/// What cases that use `attempt` begin with.
pub(super) const ATTEMPT: &str = include_str!("../../corpus/python/attempt.py");
/// What `attempt` prints when something worked that must not.
pub(super) const REACHED: &str = "REACHED";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/python")
}

/// The cases of a group, in order of their files.
pub(super) fn cases(group: &str) -> Vec<Case> {
    let wanted = std::env::var("TOOLHUB_TEST_SANDBOX_CASE").unwrap_or_default();
    let folder = root().join(group);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let cases = paths.iter().map(|path| {
        let file = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        Case::parse(group, file, &text).unwrap_or_else(|what| panic!("{}: {what}", path.display()))
    });
    cases.filter(|case| format!("{group}/{}", case.file).contains(&wanted)).collect()
}

/// The cases of every group.
pub(super) fn all() -> Vec<Case> {
    GROUPS.iter().flat_map(|group| cases(group)).collect()
}

#[test]
fn the_corpus_is_whole() {
    let folders: BTreeSet<String> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name != "__pycache__")
        .collect();
    assert_eq!(folders, GROUPS.iter().map(|group| (*group).to_owned()).collect());
    let all = all();
    let controls = all.iter().filter(|case| case.group == "works").count();
    println!("{} cases, {controls} of them controls", all.len());
    assert!(all.len() >= 110, "{} cases", all.len());
    assert!(controls >= 20, "{controls} controls");
}

#[test]
fn names_are_unique() {
    let mut names = BTreeSet::new();
    for case in all() {
        assert!(names.insert(case.name.clone()), "two cases are named {:?}", case.name);
    }
}

/// A case that would be content with a sandbox that does nothing proves nothing.
#[test]
fn every_case_wants_to_see_something() {
    for case in all() {
        let content = case.steps.iter().any(super::case::Step::is_easily_pleased);
        assert!(!content, "{}: a step ends `ok` and nothing shows that it ran", case.file);
        let literal = case.steps.iter().any(|step| step.code.contains(REACHED));
        assert!(!literal, "{}: a traceback would quote {REACHED}; call `won`", case.file);
    }
}

/// Compiled as they are sent, by the machine's own Python.
#[test]
fn the_code_compiles_where_it_should() {
    let script = "import json, sys, warnings\n\
                  warnings.simplefilter('ignore')\n\
                  for name, wanted, code in json.load(sys.stdin):\n\
                  \x20   try: compile(code.lstrip('\\ufeff'), name, 'exec'); compiles = True\n\
                  \x20   except (SyntaxError, ValueError, MemoryError, RecursionError): compiles = False\n\
                  \x20   if compiles != wanted: print(name, 'compiles' if compiles else 'does not compile')";
    let plan = super::plan::Places::nowhere();
    let mut steps = Vec::new();
    for case in all() {
        for (number, step) in case.steps.iter().enumerate() {
            let name = format!("{}/{}.py step {}", case.group, case.file, number + 1);
            steps.push((name, step.compiles, plan.code(step, "mark")));
        }
    }
    let mut python = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test needs python3: install it");
    let mut stdin = python.stdin.take().unwrap();
    stdin.write_all(&serde_json::to_vec(&steps).unwrap()).unwrap();
    drop(stdin);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    let wrong = String::from_utf8(output.stdout).unwrap();
    assert!(wrong.is_empty(), "\n{wrong}");
}
