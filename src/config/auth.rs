//! Who may call over HTTP.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    Secret, parse,
    vars::{Default, Group, Var, Wrong},
};

/// How an HTTP request proves who sends it.
#[derive(Debug, Clone)]
pub enum AuthConfig {
    /// Nothing is configured: stdio works, HTTP refuses to start.
    Unset,
    /// `TOOLHUB_AUTH=none`: no proof at all; accepted on loopback addresses only.
    None,
    /// `TOOLHUB_API_TOKEN`: one bearer token that holds every scope.
    Bearer(Secret),
}

pub(super) const GROUP: Group = Group {
    title: "Who may call",
    vars: &[
        Var {
            name: "TOOLHUB_API_TOKEN",
            doc: "The bearer token that every HTTP request must carry; it holds every scope",
            shape: "at least 16 visible ASCII characters; make one with `openssl rand -hex 32`",
            default: Default::Words("HTTP refuses to start"),
            example: "$(openssl rand -hex 32)",
            secret: true,
            set: |draft, value| token(value).map(|token| draft.token = Some(token)),
        },
        Var {
            name: "TOOLHUB_AUTH",
            doc: "Serve HTTP without any token; on loopback addresses only",
            shape: "`none`",
            default: Default::Words("a token is required"),
            example: "none",
            secret: false,
            set: |draft, value| match value {
                "none" => {
                    draft.open = true;
                    Ok(())
                }
                _ => Err("is not `none`, the only value".into()),
            },
        },
        Var {
            name: "TOOLHUB_SECRET_KEY",
            doc: "Keys that sign cursors and confirmations; the first signs, the others are still \
                  accepted. Give every replica the same",
            shape: "comma-separated, each base64 of 32 bytes or more; make one with `openssl rand -base64 32`",
            default: Default::Words(
                "cursors: a key kept in `TOOLHUB_DATA_DIR`; confirmations: one that ends with \
                 the process",
            ),
            example: "$(openssl rand -base64 32)",
            secret: true,
            set: |draft, value| secret_keys(value).map(|keys| draft.secret_keys = keys),
        },
    ],
};

const TOKEN_CHARACTERS: usize = 16;
const KEY_BYTES: usize = 32;

fn token(value: &str) -> Result<Secret, Wrong> {
    if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("holds something else than visible ASCII characters".into());
    }
    if value.len() < TOKEN_CHARACTERS {
        return Err(format!("is shorter than {TOKEN_CHARACTERS} characters").into());
    }
    Ok(Secret::new(value))
}

fn secret_keys(value: &str) -> Result<Vec<Secret>, Wrong> {
    let wrong =
        |index: usize, what: &str| Wrong::from(format!("has a key (number {}) {what}", index + 1));
    parse::list(value)?
        .enumerate()
        .map(|(index, key)| match STANDARD.decode(key) {
            Ok(bytes) if bytes.len() >= KEY_BYTES => Ok(Secret::new(key)),
            Ok(_) => Err(wrong(index, &format!("of less than {KEY_BYTES} bytes"))),
            Err(_) => Err(wrong(index, "that is not base64")),
        })
        .collect()
}
