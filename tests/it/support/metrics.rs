//! Metrics as a scraper reads them.

use std::collections::{BTreeMap, BTreeSet};

/// One exposition.
pub(crate) struct Metrics(pub(crate) String);

/// A line of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) value: String,
}

impl Metrics {
    /// Every sample. Values of labels hold no comma and no quote in these tests.
    pub(crate) fn samples(&self) -> Vec<Sample> {
        let lines = self.0.lines().filter(|line| !line.starts_with('#'));
        lines.map(Sample::parse).collect()
    }

    /// The names of all metric families.
    pub(crate) fn families(&self) -> BTreeSet<&str> {
        let types = self.0.lines().filter_map(|line| line.strip_prefix("# TYPE "));
        types.map(|line| line.split(' ').next().unwrap()).collect()
    }

    /// The whole number that is the value of the one sample with that name and these labels among its own.
    pub(crate) fn value(&self, name: &str, labels: &[(&str, &str)]) -> u64 {
        let fits = |sample: &Sample| {
            let has = |(name, value): &(&str, &str)| {
                sample.labels.get(*name).is_some_and(|own| own == value)
            };
            sample.name == name && labels.iter().all(has)
        };
        let found: Vec<Sample> = self.samples().into_iter().filter(fits).collect();
        assert_eq!(found.len(), 1, "{name} {labels:?} in {}", self.0);
        found[0].value.parse().unwrap()
    }

    /// Every value that a label takes.
    pub(crate) fn values_of(&self, label: &str) -> BTreeSet<String> {
        self.samples().iter().filter_map(|sample| sample.labels.get(label).cloned()).collect()
    }
}

impl Sample {
    fn parse(line: &str) -> Self {
        let (series, value) = line.rsplit_once(' ').unwrap();
        let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
        let labels = labels.trim_end_matches('}').split(',').filter(|label| !label.is_empty());
        let labels = labels.map(|label| {
            let (name, value) = label.split_once('=').unwrap();
            (name.to_owned(), value.trim_matches('"').to_owned())
        });
        Self { name: name.to_owned(), labels: labels.collect(), value: value.to_owned() }
    }
}
