//! Files for the code, and files from it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::Python;
use crate::support::{docker::Sandboxes, server::Server};

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

#[tokio::test]
async fn files_come_in_three_ways() {
    let mut python = Python::start().await;
    let code = "import json\nopen('/tmp/out/made.txt', 'w').write('made before')\n";
    let first = python.result(json!({ "code": code })).await;
    let uri = first["structuredContent"]["files"][0]["uri"].as_str().unwrap();
    let code = "import os\n[(n, os.stat('/tmp/in/' + n).st_mode & 0o777, \
                open('/tmp/in/' + n, 'rb').read()) for n in sorted(os.listdir('/tmp/in'))]";
    let files = json!([
        { "name": "a.csv", "content": "x,y\n1,ä\n" },
        { "name": "b.bin", "content_base64": STANDARD.encode([0, 255, 10]) },
        { "name": "c.txt", "uri": uri },
        { "name": "d.json", "uri": "catalog://item/SKU-1" },
    ]);
    let run = python.result(json!({ "code": code, "files": files })).await;
    let value = run["structuredContent"]["value"].as_str().unwrap();
    let begin = "[('a.csv', 292, b'x,y\\n1,\\xc3\\xa4\\n'), ('b.bin', 292, b'\\x00\\xff\\n'), \
                 ('c.txt', 292, b'made before'), ('d.json', 292, b'{\"sku\":\"SKU-1\",";
    assert!(value.starts_with(begin), "{value}");
    // What is not there is said as by resources/read.
    let files = json!([{ "name": "x", "uri": "sandbox://files/0/x" }]);
    let reply = python.mcp.call("run_python", json!({ "code": "1", "files": files })).await;
    let (text, _) = crate::support::json::failure(&reply);
    assert!(text.starts_with("There is no file \"x\" any more."), "{text}");
}

#[tokio::test]
async fn pictures_are_shown_and_other_files_linked() {
    let mut python = Python::start().await;
    let code = format!(
        "import base64, os\nos.chdir('/tmp/out')\n\
         open('a plot.png', 'wb').write(base64.b64decode('{PNG}'))\n\
         open('data.csv', 'w').write('a,b')\nopen('raw', 'wb').write(b'\\xff\\x00')\n\
         os.symlink('/etc/passwd', 'link'); os.mkfifo('pipe'); os.mkdir('more')\n\
         open('huge', 'wb').truncate(9 << 20)"
    );
    let result = python.result(json!({ "code": code })).await;
    let run = &result["structuredContent"];
    let files = run["files"].as_array().unwrap();
    let told: Vec<_> =
        files.iter().map(|file| (&file["name"], &file["bytes"], &file["mime_type"])).collect();
    assert_eq!(
        told,
        [
            (&json!("a plot.png"), &json!(70), &json!("image/png")),
            (&json!("data.csv"), &json!(3), &json!("text/csv")),
            (&json!("raw"), &json!(2), &json!("application/octet-stream")),
        ]
    );
    assert_eq!(
        run["truncated"],
        json!([
            "/tmp/out/huge: not returned: 9437184 bytes, of at most 8388608",
            "/tmp/out/link: not returned: not a regular file",
            "/tmp/out/more: not returned: not a regular file",
            "/tmp/out/pipe: not returned: not a regular file",
        ])
    );
    let content = &result["content"];
    assert_eq!(content[1], json!({ "type": "image", "data": PNG, "mimeType": "image/png" }));
    assert_eq!(content[2]["type"], "resource_link");
    assert_eq!(content[2]["uri"], files[1]["uri"]);
    for (file, key, expected) in [(0, "blob", PNG), (1, "text", "a,b"), (2, "blob", "/wA=")] {
        let uri = files[file]["uri"].as_str().unwrap();
        let read = python.mcp.result("resources/read", json!({ "uri": uri })).await;
        assert_eq!(read["contents"][0][key], expected, "{read}");
        assert_eq!(read["contents"][0]["mimeType"], files[file]["mime_type"]);
    }
}

#[tokio::test]
async fn files_are_bounded_in_number_and_size() {
    let mut python = Python::start().await;
    let code = "for n in range(60): open(f'/tmp/out/{n:02}', 'w').write('x')";
    let run = python.run(code).await;
    assert_eq!(run["files"].as_array().unwrap().len(), 16);
    let notes = run["truncated"].as_array().unwrap();
    assert_eq!(notes.len(), 21);
    assert_eq!(notes[0], "/tmp/out/16: not returned: only 16 files are taken");
    assert_eq!(notes[20], "/tmp/out: 24 more files are not returned");
    let code = "for n in range(3): open(f'/tmp/out/{n}', 'wb').write(bytes(7 << 20))";
    let run = python.run(code).await;
    assert_eq!(run["files"].as_array().unwrap().len(), 2);
    assert_eq!(run["truncated"][0], "/tmp/out/2: not returned: over 16777216 bytes in all");
    // The directory itself may be replaced by a trap.
    let run = python.run("import os\nos.rmdir('/tmp/out'); os.symlink('/etc', '/tmp/out')").await;
    assert_eq!((&run["exit"], &run["files"]), (&json!("ok"), &json!([])));
    let run = python.run("import os\nos.rmdir('/tmp/out'); os.mkfifo('/tmp/out')").await;
    assert_eq!((&run["exit"], &run["files"]), (&json!("ok"), &json!([])));
}

#[tokio::test]
async fn the_environment_can_be_read() {
    let mut python = Python::start().await;
    let read = python.mcp.result("resources/read", json!({ "uri": "sandbox://environment" })).await;
    let text = read["contents"][0]["text"].as_str().unwrap();
    let environment: serde_json::Value = serde_json::from_str(text).unwrap();
    assert!(environment["python"].as_str().unwrap().starts_with("3."), "{text}");
    let packages = environment["packages"].as_array().unwrap();
    assert!(packages.iter().any(|package| package["name"] == "numpy"), "{text}");
    let limits = &environment["limits"];
    assert_eq!(limits["network"], false);
    assert_eq!((&limits["seconds"], &limits["memory_bytes"]), (&json!(30.0), &json!(512 << 20)));
}

#[tokio::test]
async fn files_are_served_over_http_too() {
    let sandboxes = Sandboxes::new().await;
    let server = Server::with(&sandboxes.env()).await;
    let client = server.client();
    let code = json!({ "code": "open('/tmp/out/x', 'w').write('x')" });
    let reply = client.call("run_python", &code).await;
    let uri = reply["result"]["structuredContent"]["files"][0]["uri"].clone();
    let read = client.request("resources/read", json!({ "uri": uri })).await.json();
    assert_eq!(read["result"]["contents"][0]["text"], "x", "{read}");
}
