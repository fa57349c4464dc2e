#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{EditError, Entry, Format, Place};

const JSON: Place<'static> = Place { format: Format::Json, table: "servers", name: "toolhub" };
const TOML: Place<'static> = Place { format: Format::Toml, table: "mcp_servers", name: "toolhub" };

fn entry() -> Entry {
    let keys = json!({ "command": "/bin/toolhub", "args": [], "env": { "LOG_LEVEL": "debug" } });
    Entry { keys: keys.as_object().unwrap().clone(), dropped: vec!["url"], inputs: Vec::new() }
}

fn asking() -> Entry {
    let ask = json!({ "type": "promptString", "id": "toolhub-token", "password": true });
    let mut entry = entry();
    entry.keys.insert("env".to_owned(), json!({ "TOKEN": "${input:toolhub-token}" }));
    Entry { inputs: vec![ask], ..entry }
}

/// Files as people have them.
const JSON_FILES: &[&str] = &[
    "{\n  // mine\n  \"servers\": {\n    \"other\": { \"command\": \"x\", }, // keep\n  },\n}\n",
    "{\n\t\"editor.fontSize\": 14,\n\t/* a\n\t   block */\n\t\"files.exclude\": {\"**/.git\": true},\n}\n",
    "{\r\n    \"servers\": {\r\n        \"other\": {\r\n            \"url\": \"http://x\"\r\n        }\r\n    }\r\n}\r\n",
    "\u{feff}{\r\n  \"a\": 1\r\n}",
    "{\n      \"deep\" : [ 1,2,\n3 ],\n      \"servers\" : {\n            \"other\" : { }\n      }\n}\n\n\n",
    "// a comment before\n{\n  \"a\": \"\\u00e9 é\" // after\n}\n// and behind\n",
    "{\n  \"inputs\": [\n    { \"id\": \"theirs\", \"type\": \"promptString\" }\n  ],\n  \"servers\": {\n    \"other\": { \"env\": { \"A\": \"${input:theirs}\" } }\n  }\n}\n",
];

const MIXED: &str =
    "{\r\n  \"mixed\": 1,\n  \"ends\": 2,\r\n  \"servers\": {\n    \"other\": {}\r\n  }\n}\r\n";

const TOML_FILES: &[&str] = &[
    "# mine\nmodel = \"o4\" # the best\n\n[mcp_servers.other]\ncommand = 'x'\nargs = [ \"a\",\n  \"b\", # two\n]\n\n[profiles.z]\na.b = 1\n\n[profiles.a]\n",
    "b = 1\r\na = 2\r\n\r\n[tui]\r\ntheme = \"x\"\r\n",
    "\u{feff}model = \"x\"\n",
    "[mcp_servers]\n[mcp_servers.other]\nurl = \"http://x\"\n# the end\n",
    "[[things]]\nwhen = 2026-01-01T00:00:00Z\n[[things]]\nf = 1.5\n",
];

fn check_round_trip(place: &Place, text: &str, entry: &Entry) {
    let put = place.put(text, entry).unwrap();
    assert_eq!(place.entries(&put).unwrap()["toolhub"], Value::Object(entry.keys.clone()));
    // a comma may come behind what was the last
    let without_commas = put.replace(',', "");
    for line in text.lines() {
        let line = line.replace(',', "");
        assert!(without_commas.contains(line.trim()), "{line:?} is lost in {put}");
    }
    assert_eq!(place.put(&put, entry).unwrap(), put, "the second time changes nothing");
    assert_eq!(place.take(&put).unwrap().unwrap(), text, "what was put in {put:?}");
}

#[test]
fn what_is_put_in_comes_out_again() {
    for text in JSON_FILES {
        check_round_trip(&JSON, text, &entry());
        check_round_trip(&JSON, text, &asking());
    }
    for text in TOML_FILES {
        check_round_trip(&TOML, text, &entry());
    }
}

#[test]
fn an_entry_is_written_in_the_manner_of_the_file() {
    insta::assert_snapshot!(JSON.put(JSON_FILES[0], &asking()).unwrap(), @r#"
    {
      // mine
      "servers": {
        "other": { "command": "x", }, // keep
        "toolhub": {
          "command": "/bin/toolhub",
          "args": [],
          "env": {
            "TOKEN": "${input:toolhub-token}",
          },
        },
      },
      "inputs": [
        {
          "type": "promptString",
          "id": "toolhub-token",
          "password": true
        }
      ],
    }
    "#);
    insta::assert_snapshot!(JSON.put(JSON_FILES[1], &entry()).unwrap(), @r#"
    {
    	"editor.fontSize": 14,
    	/* a
    	   block */
    	"files.exclude": {"**/.git": true},
    	"servers": {
    		"toolhub": {
    			"command": "/bin/toolhub",
    			"args": [],
    			"env": {
    				"LOG_LEVEL": "debug"
    			}
    		}
    	},
    }
    "#);
    insta::assert_snapshot!(TOML.put(TOML_FILES[0], &entry()).unwrap(), @r#"
    # mine
    model = "o4" # the best

    [mcp_servers.other]
    command = 'x'
    args = [ "a",
      "b", # two
    ]

    [mcp_servers.toolhub]
    command = "/bin/toolhub"
    args = []
    env = { LOG_LEVEL = "debug" }

    [profiles.z]
    a.b = 1

    [profiles.a]
    "#);
}

#[test]
fn line_ends_and_mark_stay() {
    let crlf = JSON.put(JSON_FILES[2], &entry()).unwrap();
    assert_eq!(crlf.matches('\n').count(), crlf.matches("\r\n").count(), "{crlf:?}");
    let marked = JSON.put(JSON_FILES[3], &entry()).unwrap();
    assert!(marked.starts_with("\u{feff}{\r\n"), "{marked:?}");
    let mixed = JSON.put(MIXED, &entry()).unwrap();
    assert!(mixed.starts_with("{\r\n  \"mixed\": 1,\n  \"ends\": 2,\r\n"), "{mixed:?}");
    let toml = TOML.put(TOML_FILES[1], &entry()).unwrap();
    assert_eq!(toml.matches('\n').count(), toml.matches("\r\n").count(), "{toml:?}");
}

#[test]
fn an_empty_file_gets_a_whole_one() {
    for text in ["", "\n", "{}", "{ }", "// nothing yet\n"] {
        let put = JSON.put(text, &entry()).unwrap();
        assert_eq!(JSON.entries(&put).unwrap().len(), 1, "{put}");
    }
    insta::assert_snapshot!(JSON.put("", &entry()).unwrap(), @r#"
    {
      "servers": {
        "toolhub": {
          "command": "/bin/toolhub",
          "args": [],
          "env": {
            "LOG_LEVEL": "debug"
          }
        }
      }
    }
    "#);
    insta::assert_snapshot!(TOML.put("", &entry()).unwrap(), @r#"
    [mcp_servers.toolhub]
    command = "/bin/toolhub"
    args = []
    env = { LOG_LEVEL = "debug" }
    "#);
}

#[test]
fn what_the_user_added_to_the_entry_stays() {
    let text = "{\"servers\": {\"toolhub\": {\n  \"url\": \"http://old\", // old\n  \"timeout\": 9, // mine\n  \"disabled\": true\n}}}";
    let put = JSON.put(text, &entry()).unwrap();
    let toolhub = &JSON.entries(&put).unwrap()["toolhub"];
    assert_eq!(toolhub["timeout"], 9);
    assert_eq!(toolhub["command"], "/bin/toolhub");
    assert_eq!(toolhub.get("url"), None);
    assert!(put.contains("// mine"), "{put}");
    let text = "[mcp_servers.toolhub]\nurl = \"http://old\"\nenabled = false # mine\n";
    let put = TOML.put(text, &entry()).unwrap();
    assert!(put.contains("enabled = false # mine") && !put.contains("url"), "{put}");
}

#[test]
fn an_input_that_others_use_stays() {
    let put = JSON.put("{}", &asking()).unwrap();
    let shared = JSON.put(&put, &asking()).unwrap().replacen(
        "\"toolhub\": {",
        "\"other\": { \"env\": { \"A\": \"${input:toolhub-token}\" } },\n    \"toolhub\": {",
        1,
    );
    let taken = JSON.take(&shared).unwrap().unwrap();
    assert!(taken.contains("\"id\": \"toolhub-token\""), "{taken}");
    let other = JSON.put(&put, &entry()).unwrap();
    assert!(!other.contains("inputs"), "an input that is needed no more goes: {other}");
}

#[test]
fn what_cannot_be_edited_is_refused_without_a_word_of_it() {
    let bad =
        ["{\"a\": hunter2}", "{\"a\": 1", "[\"hunter2\"]", "{\"servers\": \"hunter2\"}", "{a: 1}"];
    for text in bad {
        let error = JSON.put(text, &entry()).unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }
    for text in ["password = hunter2\n", "a = 1\na = 2\n", "mcp_servers = \"hunter2\"\n"] {
        let error = TOML.put(text, &entry()).unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }
    let wrong = JSON.put("{\"inputs\": 1, \"servers\": {}}", &asking());
    assert!(matches!(wrong, Err(EditError::NotAList(_))), "{wrong:?}");
    let line = TOML.put("a = 1\nb = \n", &entry()).unwrap_err().to_string();
    assert!(line.ends_with("on line 2"), "{line}");
}

/// Any value, spelt in some manner: with comments, trailing commas, odd blanks.
fn jsonc() -> impl Strategy<Value = String> {
    let key = "[a-z\"\\\\é$ ]{0,6}";
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i32>().prop_map(|number| number.to_string()),
        "\\PC{0,8}".prop_map(|text| Value::from(text).to_string()),
    ];
    let value = leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..4), blank(), any::<bool>())
                .prop_map(|(items, blank, comma)| spelt('[', &items, ']', &blank, comma)),
            (members(key, inner), blank(), any::<bool>())
                .prop_map(|(items, blank, comma)| spelt('{', &items, '}', &blank, comma)),
        ]
    });
    let object = (members(key, value.clone()), prop::option::of(members("[a-z]{1,9}", value)));
    (object, blank(), any::<bool>(), any::<bool>()).prop_map(
        |((mut items, servers), blank, comma, crlf)| {
            items
                .retain(|item| !item.starts_with("\"servers\"") && !item.starts_with("\"inputs\""));
            let servers =
                servers.map(|all| format!("\"servers\":{}", spelt('{', &all, '}', &blank, comma)));
            items.extend(servers);
            let text = format!("{blank}{}{blank}", spelt('{', &items, '}', &blank, comma));
            if crlf { text.replace('\n', "\r\n") } else { text }
        },
    )
}

fn members(
    key: &'static str,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = Vec<String>> {
    let member = (key, value).prop_map(|(key, value)| format!("{}: {value}", Value::from(key)));
    prop::collection::vec(member, 0..4)
}

fn blank() -> impl Strategy<Value = String> {
    const BLANKS: &[&str] =
        &["", " ", "\n", "\n\t", "\n    ", " // why?\n", "/* { \" */", "\n\n  // }\n  "];
    prop::sample::select(BLANKS).prop_map(str::to_owned)
}

fn spelt(open: char, items: &[String], close: char, blank: &str, comma: bool) -> String {
    let last = if comma && !items.is_empty() { "," } else { "" };
    format!("{open}{blank}{}{last}{blank}{close}", items.join(&format!(",{blank}")))
}

/// Everything in the file but our entry and a table that only held it.
fn others(text: &str) -> Map<String, Value> {
    let mut root = super::json::value(text.trim_start_matches('\u{feff}')).unwrap();
    if let Some(Value::Object(table)) = root.get_mut("servers") {
        table.remove("toolhub");
        if table.is_empty() {
            root.remove("servers");
        }
    }
    root
}

proptest! {
    #[test]
    fn nothing_but_our_entry_changes(text in jsonc()) {
        let put = JSON.put(&text, &entry()).unwrap();
        prop_assert_eq!(&JSON.entries(&put).unwrap()["toolhub"], &Value::Object(entry().keys));
        prop_assert_eq!(others(&put), others(&text), "{}", &put);
        for comment in ["// why?", "/* { \" */", "// }"] {
            prop_assert!(put.matches(comment).count() >= text.matches(comment).count(), "{}", &put);
        }
        prop_assert_eq!(&JSON.put(&put, &entry()).unwrap(), &put);
        let taken = JSON.take(&put).unwrap().unwrap();
        prop_assert_eq!(others(&taken), others(&text), "{}", &taken);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", toml in "[a-z\\[\\]=\"'#. \n]{0,40}") {
        let _ = JSON.put(&text, &asking());
        let _ = JSON.take(&text);
        let _ = TOML.put(&toml, &entry());
        let _ = TOML.take(&toml);
    }
}
