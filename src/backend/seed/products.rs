//! The sixty products of the sample data.

/// A product of the sample data.
#[derive(Debug)]
pub(super) struct SampleProduct {
    pub(super) sku: &'static str,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) price_minor: i64,
    pub(super) currency: &'static str,
    pub(super) stock: i64,
}

const fn product(
    sku: &'static str,
    (name, description): (&'static str, &'static str),
    (price_minor, currency): (i64, &'static str),
    stock: i64,
) -> SampleProduct {
    SampleProduct { sku, name, description, price_minor, currency, stock }
}

#[rustfmt::skip]
pub(super) const PRODUCTS: &[SampleProduct] = &[
    product("SKU-1", ("Mechanical keyboard", "Full-size keyboard with tactile brown switches and a steel plate."), (15_950, "USD"), 42),
    product("SKU-2", ("Wireless mouse", "Quiet wireless mouse for either hand, 70 days on one charge."), (8_950, "USD"), 118),
    product("SKU-3", ("Laptop stand", "Folding aluminium stand that raises a laptop to eye level."), (4_900, "USD"), 76),
    product("SKU-4", ("USB-C hub", "Seven ports: HDMI, Ethernet, two USB-A, USB-C, SD and microSD."), (6_400, "USD"), 53),
    product("SKU-5", ("27-inch monitor", "QHD IPS display with a height-adjustable stand and USB-C charging."), (32_900, "USD"), 17),
    product("SKU-6", ("34-inch ultrawide monitor", "Curved display for two windows side by side, 100 Hz."), (54_900, "USD"), 6),
    product("SKU-7", ("Webcam", "1080p webcam with a privacy shutter and two microphones."), (7_900, "USD"), 61),
    product("SKU-8", ("Headphones", "Over-ear headphones with active noise cancelling."), (19_900, "USD"), 38),
    product("SKU-9", ("In-ear headphones", "Wireless earbuds with a charging case, 24 hours in all."), (9_900, "USD"), 95),
    product("SKU-10", ("USB microphone", "Cardioid condenser microphone for calls and podcasts."), (12_900, "USD"), 22),
    product("SKU-11", ("Desk lamp", "Dimmable LED lamp with an even light and a USB port."), (5_900, "USD"), 44),
    product("SKU-12", ("Desk mat", "Wool felt mat, 90 by 40 cm, 100% natural."), (3_400, "USD"), 87),
    product("SKU-13", ("Standing desk", "Electric desk, 140 by 70 cm, with four stored heights."), (48_900, "USD"), 9),
    product("SKU-14", ("Office chair", "Mesh chair with adjustable lumbar support and arms."), (35_900, "USD"), 12),
    product("SKU-15", ("Monitor arm", "Gas-spring arm for displays up to 9 kg."), (10_900, "USD"), 31),
    product("SKU-16", ("Cable tray", "Steel tray that keeps cables off the floor."), (2_900, "USD"), 140),
    product("SKU-17", ("Surge protector", "Eight outlets, two USB ports, two metres of cable."), (3_900, "USD"), 66),
    product("SKU-18", ("External SSD 1 TB", "Pocket-size drive, 1,000 MB/s, with a short USB-C cable."), (11_900, "USD"), 48),
    product("SKU-19", ("External SSD 2 TB", "Pocket-size drive, 1,000 MB/s, with a short USB-C cable."), (19_900, "USD"), 25),
    product("SKU-20", ("Memory card 128 GB", "microSD card with an adapter, for cameras and consoles."), (2_100, "USD"), 210),
    product("SKU-21", ("Network switch", "Eight gigabit ports in a fanless metal case."), (4_400, "USD"), 37),
    product("SKU-22", ("Wi-Fi router", "Dual-band router with guest network and parental controls."), (13_900, "USD"), 20),
    product("SKU-23", ("Mesh extender", "Second station for the Wi-Fi router."), (8_900, "USD"), 0),
    product("SKU-24", ("Ethernet cable 5 m", "Shielded cat 6 cable with snag-free plugs."), (1_200, "USD"), 320),
    product("SKU-25", ("HDMI cable 2 m", "Carries 4K at 120 Hz."), (1_500, "USD"), 280),
    product("SKU-26", ("USB-C cable 1 m", "Braided, 100 W, USB 3.2."), (1_400, "USD"), 305),
    product("SKU-27", ("USB-C charger 65 W", "Charges a laptop and a phone at once."), (4_900, "USD"), 73),
    product("SKU-28", ("Power bank", "20,000 mAh, enough to charge a laptop once."), (6_900, "USD"), 0),
    product("SKU-29", ("Tablet", "11-inch tablet with 128 GB and a bright display."), (39_900, "USD"), 14),
    product("SKU-30", ("Tablet cover", "Folds into a stand in two angles."), (3_900, "USD"), 58),
    product("SKU-31", ("Stylus", "Pressure-sensitive pen for the tablet."), (7_900, "USD"), 33),
    product("SKU-32", ("E-reader", "Waterproof reader with a warm front light."), (14_900, "USD"), 19),
    product("SKU-33", ("Document scanner", "Scans both sides of 30 pages a minute."), (27_900, "USD"), 7),
    product("SKU-34", ("Laser printer", "Black-and-white printer with duplex and Wi-Fi."), (18_900, "USD"), 11),
    product("SKU-35", ("Toner", "Black toner for the laser printer, about 2,000 pages."), (6_900, "USD"), 45),
    product("SKU-36", ("Copy paper", "Five reams of recycled A4 paper."), (3_200, "USD"), 90),
    product("SKU-37", ("Whiteboard", "Magnetic enamel board, 120 by 90 cm."), (11_900, "USD"), 8),
    product("SKU-38", ("Whiteboard markers", "Eight colours, low odour."), (1_300, "USD"), 160),
    product("SKU-39", ("Notebook", "Dotted pages that lie flat, 200 of them."), (1_900, "USD"), 230),
    product("SKU-40", ("Fountain pen", "Fine steel nib, refillable."), (3_600, "USD"), 27),
    product("SKU-41", ("Backpack", "25-litre pack with a padded laptop sleeve."), (9_900, "USD"), 36),
    product("SKU-42", ("Water bottle", "Insulated steel bottle, 750 ml."), (2_700, "USD"), 124),
    product("SKU-43", ("Coffee grinder", "Conical burrs with 40 settings."), (15_900, "USD"), 0),
    product("SKU-44", ("Coffee beans 1 kg", "Medium roast from a single farm."), (2_600, "USD"), 82),
    product("SKU-45", ("Espresso machine", "Single boiler with a steam wand, made in Milan."), (42_900, "EUR"), 10),
    product("SKU-46", ("Fahrradtasche", "Waterproof bicycle pannier, 20 litres."), (6_450, "EUR"), 29),
    product("SKU-47", ("Crème brûlée set", "Four ramekins and a kitchen torch."), (3_995, "EUR"), 34),
    product("SKU-48", ("Wool blanket", "Woven in Portugal, 200 by 140 cm."), (8_900, "EUR"), 21),
    product("SKU-49", ("Olive oil 3 l", "Cold-pressed, from this year's harvest."), (4_250, "EUR"), 52),
    product("SKU-50", ("Board game", "A game of trade routes for two to five."), (3_799, "EUR"), 40),
    product("SKU-51", ("Puzzle 1,000 pieces", "Map of Europe's railways."), (1_999, "EUR"), 63),
    product("SKU-52", ("Hiking boots", "Leather boots that can be resoled."), (21_900, "EUR"), 13),
    product("SKU-53", ("Chef's knife", "210 mm blade of layered steel, forged in Sakai."), (18_500, "JPY"), 16),
    product("SKU-54", ("Teapot", "Cast-iron teapot with a strainer, 0.6 l."), (7_800, "JPY"), 24),
    product("SKU-55", ("Tea 抹茶", "Stone-ground matcha, 40 g."), (2_400, "JPY"), 0),
    product("SKU-56", ("Furoshiki cloth", "Cotton wrapping cloth, 70 cm."), (1_800, "JPY"), 77),
    product("SKU-57", ("Incense", "Sandalwood, 120 sticks."), (1_200, "JPY"), 101),
    product("SKU-58", ("Oud perfume", "Concentrated oil, 12 ml."), (24_750, "KWD"), 15),
    product("SKU-59", ("Dates 2 kg", "Medjool dates in a gift box."), (6_500, "KWD"), 49),
    product("SKU-60", ("Prayer rug", "Hand-woven wool, 120 by 70 cm."), (38_250, "KWD"), 5),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixty_with_different_skus() {
        let skus: std::collections::HashSet<_> =
            PRODUCTS.iter().map(|product| product.sku).collect();
        assert_eq!((skus.len(), PRODUCTS.len()), (60, 60));
    }
}
