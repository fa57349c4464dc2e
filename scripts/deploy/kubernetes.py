"""Checks the Kubernetes manifests and the Helm chart without a cluster.

Reads the manifests that kustomize rendered from standard input, renders the chart
with Helm's own library for several values, holds every object to the API's schema
and every pod to the rules below.
"""

import sys

import helm_python
import kubernetes_validate
import yaml

CHART = "deploy/helm/toolhub"
VALUES = {
    "as it is": {},
    "one replica, nothing optional": {
        "replicas": 1,
        "autoscaling": {"enabled": False},
        "disruptionBudget": {"enabled": False},
        "networkPolicy": {"enabled": False},
    },
    "everything": {
        "image": {"repository": "ghcr.io/example/toolhub", "digest": "sha256:" + "0" * 64},
        "imagePullSecrets": [{"name": "registry"}],
        "publicUrl": "https://tools.example.com",
        "config": {"TOOLHUB_ALLOWED_HOSTS": "tools.internal"},
        "configFile": "[sql.sources.stock]\nurl_file = '/run/secrets/toolhub/stock-url'\n",
        "secret": {"files": {"GITHUB_TOKEN": "github-token"}},
        "ingress": {
            "enabled": True,
            "className": "nginx",
            "host": "tools.example.com",
            "tlsSecretName": "tools-tls",
            "annotations": {"nginx.ingress.kubernetes.io/proxy-buffering": "off"},
        },
        "podAnnotations": {"example.com/team": "tools"},
        "nodeSelector": {"kubernetes.io/arch": "amd64"},
        "tolerations": [{"key": "tools", "operator": "Exists"}],
        "affinity": {"nodeAffinity": {}},
    },
}
REFUSED = {
    "an unknown value": {"replica": 2},
    "a setting that is no text": {"config": {"TOOLHUB_REPLICAS": 3}},
    "an ingress without a host": {"ingress": {"enabled": True}},
    "a digest that is none": {"image": {"digest": "latest"}},
}


def problems_of_pod(spec: dict) -> list[str]:
    """What the restricted profile demands, and what toolhub adds to it."""
    pod, found = spec.get("securityContext", {}), []
    if not pod.get("runAsNonRoot") or pod.get("runAsUser") != 65532:
        found.append("does not run as 65532")
    if pod.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        found.append("has no seccomp profile")
    if spec.get("automountServiceAccountToken") is not False:
        found.append("carries a token of the cluster")
    if spec.get("enableServiceLinks") is not False:
        found.append("gets TOOLHUB_ variables from service links")
    for container in spec["containers"]:
        context = container.get("securityContext", {})
        if context.get("allowPrivilegeEscalation") is not False:
            found.append("may gain rights")
        if not context.get("readOnlyRootFilesystem"):
            found.append("can write to its root")
        if context.get("capabilities", {}).get("drop") != ["ALL"]:
            found.append("keeps capabilities")
        if "memory" not in container.get("resources", {}).get("limits", {}):
            found.append("has no bound on memory")
    return found


def holes(value: object, path: str) -> list[str]:
    """Where nothing stands: a value that the chart does not have renders to that."""
    if isinstance(value, dict):
        return [hole for key, inner in value.items() for hole in holes(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [hole for place, inner in enumerate(value) for hole in holes(inner, f"{path}.{place}")]
    return [f"{path} is empty"] if value is None else []


def problems(documents: list[dict]) -> list[str]:
    """What is wrong with a set of objects, an empty list when nothing is."""
    found = []
    by_kind = {document["kind"]: document for document in reversed(documents)}
    for document in documents:
        kind = document["kind"]
        found += holes(document, kind)
        try:
            kubernetes_validate.validate(document, "1.37", strict=True)
        except kubernetes_validate.ValidationError as error:
            found.append(f"{kind}: {error.message}")
        if kind == "Pod":
            found += [f"{kind} {what}" for what in problems_of_pod(document["spec"])]
    pods = by_kind["Deployment"]["spec"]["template"]
    found += [f"Deployment {what}" for what in problems_of_pod(pods["spec"])]
    labels = pods["metadata"]["labels"].items()
    selectors = {
        "Deployment": by_kind["Deployment"]["spec"]["selector"]["matchLabels"],
        "Service": by_kind["Service"]["spec"]["selector"],
    }
    if budget := by_kind.get("PodDisruptionBudget"):
        selectors["PodDisruptionBudget"] = budget["spec"]["selector"]["matchLabels"]
    if policy := by_kind.get("NetworkPolicy"):
        selectors["NetworkPolicy"] = policy["spec"]["podSelector"]["matchLabels"]
    found += [f"{kind} selects other pods" for kind, wanted in selectors.items() if not wanted.items() <= labels]
    if scaler := by_kind.get("HorizontalPodAutoscaler"):
        most = str(scaler["spec"]["maxReplicas"])
        if by_kind["ConfigMap"]["data"]["TOOLHUB_REPLICAS"] != most:
            found.append(f"TOOLHUB_REPLICAS is not {most}, which the autoscaler may start")
    return found


def rendered(values: dict) -> list[dict]:
    files = helm_python.Chart.load(CHART).render(values, name="toolhub", namespace="tools")
    return [
        document
        for path, text in files.items()
        if not path.endswith("NOTES.txt")
        for document in yaml.safe_load_all(text)
        if document
    ]


def refused(values: dict) -> bool:
    try:
        helm_python.Chart.load(CHART).validate_schema(values)
    except helm_python.HelmError:
        return True
    return False


def main() -> int:
    found = [f"kustomize: {what}" for what in problems(list(yaml.safe_load_all(sys.stdin)))]
    report = helm_python.lint(CHART, strict=True)
    found += [f"helm lint: {message}" for message in report["errors"]]
    for name, values in VALUES.items():
        found += [f"chart, {name}: {what}" for what in problems(rendered(values))]
    found += [f"the chart's schema takes {name}" for name, values in REFUSED.items() if not refused(values)]
    print("\n".join(found) or "all well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
