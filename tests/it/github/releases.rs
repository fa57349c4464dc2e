//! `whats_new_since`, `plan_release_notes` and `deployment_status`.

use serde_json::{Value, json};
use wiremock::{
    Mock,
    matchers::{path, query_param},
};

use super::{
    Hub,
    door::refusal,
    recorded::{instead, ok, ok_and_more, parsed, start},
};
use crate::support::json::text;

#[tokio::test]
async fn commits_come_in_pages_and_pull_requests_once() {
    let mut hub = start().await;
    for (page, commits) in [("1", 0..2), ("2", 2..4)] {
        let mut compared = parsed("compare.json");
        let all = compared["commits"].as_array().unwrap()[commits].to_vec();
        compared["commits"] = json!(all);
        let answer = if page == "1" { ok_and_more(compared) } else { ok(compared) };
        Mock::given(path("/repos/octo/hello/compare/v1.4.2...main"))
            .and(query_param("page", page))
            .and(query_param("per_page", "2"))
            .respond_with(answer)
            .with_priority(1)
            .mount(&hub.api)
            .await;
    }
    let mut arguments = json!({ "page_size": 2 });
    let reply = hub.call("whats_new_since", arguments.clone()).await;
    let page = &reply["result"]["structuredContent"];
    assert_eq!((&page["merged"]["total"], &page["commits_total"]), (&json!(4), &json!(4)));
    arguments["cursor"] = page["next_cursor"].clone();
    assert_eq!(
        hub.text("whats_new_since", arguments).await,
        "4 new commits on main of octo/hello since v1.4.2\n2 commits, oldest first:\n\
         cccccccccc dependabot[bot] 2026-03-09T07:10:00Z: Bump serde from 1.0.219 to 1.0.220 \
         (#45)\n\
         dddddddddd Octocat 2026-03-09T07:20:00Z: Say hello in French"
    );
}

#[tokio::test]
async fn nothing_new_asks_for_nothing_more() {
    let mut hub = start().await;
    let mut compared = parsed("compare.json");
    compared["commits"] = json!([]);
    compared["total_commits"] = json!(0);
    compared["behind_by"] = json!(2);
    instead(&hub, "/compare/v1.4.2...main", ok(compared)).await;
    assert_eq!(
        hub.text("whats_new_since", json!({})).await,
        "Nothing is new on main of octo/hello since v1.4.2.\nv1.4.2 has 2 commits that main has not"
    );
    assert_eq!(hub.requests().await, 3);
}

#[tokio::test]
async fn without_a_release_one_must_say_since_when() {
    let mut hub = start().await;
    instead(&hub, "/releases/latest", refusal(404, "Not Found")).await;
    for tool in ["whats_new_since", "plan_release_notes"] {
        assert_eq!(
            hub.failure(tool, json!({})).await,
            "octo/hello has no release, or this server cannot see it. Give since: a tag, branch \
             or commit to count from."
        );
    }
    instead(&hub, "/compare/v9...main", refusal(404, "Not Found")).await;
    let told = hub.failure("whats_new_since", json!({ "since": "v9" })).await;
    assert!(told.starts_with("GitHub has no tag, branch or commit v9 in octo/hello"), "{told}");
}

#[tokio::test]
async fn pull_requests_of_a_plan_come_in_pages_section_by_section() {
    let mut hub = start().await;
    let (mut told, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let reply =
            hub.call("plan_release_notes", json!({ "page_size": 3, "cursor": cursor })).await;
        let page = &reply["result"]["structuredContent"];
        let merged = page["merged"].as_array().unwrap();
        told.extend(merged.iter().map(|one| (one["section"].clone(), one["number"].clone())));
        assert_eq!(page["next_version"], "v1.5.0");
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    let expected = [("features", 44), ("fixes", 43), ("documentation", 41), ("dependencies", 45)];
    assert_eq!(told, expected.map(|(section, number)| (json!(section), json!(number))));
}

#[tokio::test]
async fn what_github_did_not_find_in_time_is_said() {
    let mut hub = Hub::start().await;
    let mut merged = parsed("search_merged.json");
    merged["incomplete_results"] = json!(true);
    hub.get("/search/issues", ok(merged)).await;
    for (below, name) in [
        ("", "repository.json"),
        ("/releases", "releases.json"),
        ("/releases/latest", "latest_release.json"),
        ("/commits/v1.4.2", "commit.json"),
        ("/compare/v1.4.2...main", "compare.json"),
    ] {
        instead(&hub, below, ok(parsed(name))).await;
    }
    let told = hub.text("plan_release_notes", json!({})).await;
    assert!(told.contains("INCOMPLETE: not all merged pull requests were found"), "{told}");
    let told = hub.text("whats_new_since", json!({})).await;
    assert!(told.contains("INCOMPLETE: GitHub did not find all"), "{told}");
}

#[tokio::test]
async fn deployments_come_in_pages() {
    let mut hub = start().await;
    let all = parsed("deployments.json");
    for (page, answer) in
        [("1", ok_and_more(json!([all[0], all[1]]))), ("2", ok(json!([all[2], all[3]])))]
    {
        Mock::given(path("/repos/octo/hello/deployments"))
            .and(query_param("page", page))
            .and(query_param("per_page", "2"))
            .respond_with(answer)
            .with_priority(1)
            .mount(&hub.api)
            .await;
    }
    let mut arguments = json!({ "page_size": 2 });
    let reply = hub.call("deployment_status", arguments.clone()).await;
    assert!(text(&reply).contains("MORE AVAILABLE: call deployment_status"));
    arguments["cursor"] = reply["result"]["structuredContent"]["next_cursor"].clone();
    let told = hub.text("deployment_status", arguments).await;
    assert!(told.contains("production | success") && !told.contains("MORE AVAILABLE"), "{told}");
}

#[tokio::test]
async fn an_environment_without_deployments_says_which_there_are() {
    let mut hub = Hub::start().await;
    Mock::given(path("/repos/octo/hello/deployments"))
        .and(query_param("environment", "prod"))
        .respond_with(ok(json!([])))
        .mount(&hub.api)
        .await;
    let known = json!({ "total_count": 2, "environments": [
        { "id": 1, "name": "production" }, { "id": 2, "name": "staging" },
    ] });
    instead(&hub, "/environments", ok(known)).await;
    assert_eq!(
        hub.text("deployment_status", json!({ "environment": "prod" })).await,
        "No deployments found in octo/hello. Environments: production, staging."
    );
}

#[tokio::test]
async fn a_deployment_without_a_status_is_pending() {
    let mut hub = start().await;
    instead(&hub, "/deployments/73/statuses", ok(json!([]))).await;
    let told = hub.text("deployment_status", json!({})).await;
    assert!(told.contains("\nproduction | pending since 2026-03-09T08:00:00Z"), "{told}");
    assert!(told.contains("\nLIVE production | success since 2026-02-20T12:34:00Z"), "{told}");
}
