-- Times are RFC 3339 in UTC with six decimals, so that they sort as text.
-- Amounts are whole minor units of the currency beside them.

CREATE TABLE customers (
    customer_id TEXT NOT NULL PRIMARY KEY CHECK (customer_id <> '' AND customer_id NOT GLOB '*[^A-Z0-9._-]*'),
    name        TEXT NOT NULL CHECK (name <> ''),
    email       TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (email LIKE '_%@_%')
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
    sku         TEXT NOT NULL PRIMARY KEY CHECK (sku <> '' AND sku NOT GLOB '*[^A-Z0-9._-]*'),
    name        TEXT NOT NULL CHECK (name <> ''),
    description TEXT NOT NULL,
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    currency    TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    stock       INTEGER NOT NULL CHECK (stock >= 0),
    updated_at  TEXT NOT NULL CHECK (updated_at GLOB '????-??-??T??:??:??.??????Z')
) STRICT, WITHOUT ROWID;

CREATE INDEX products_updated_at ON products (updated_at);

CREATE TABLE orders (
    order_id    TEXT NOT NULL PRIMARY KEY CHECK (order_id <> '' AND order_id NOT GLOB '*[^A-Z0-9._-]*'),
    customer_id TEXT NOT NULL REFERENCES customers (customer_id),
    status      TEXT NOT NULL CHECK (status IN ('pending', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded')),
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    currency    TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    placed_at   TEXT NOT NULL CHECK (placed_at GLOB '????-??-??T??:??:??.??????Z'),
    updated_at  TEXT NOT NULL CHECK (updated_at GLOB '????-??-??T??:??:??.??????Z'),
    CHECK (updated_at >= placed_at)
) STRICT, WITHOUT ROWID;

-- One index for each way to list, in the order of the list; what follows the
-- order is there so that counting and adding up need not visit the table.
CREATE INDEX orders_placed_at ON orders (placed_at, order_id);
CREATE INDEX orders_status ON orders (status, placed_at, order_id, currency, total_minor);
CREATE INDEX orders_customer ON orders (customer_id, placed_at, order_id, status, currency, total_minor);

CREATE TABLE order_items (
    order_id         TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE,
    sku              TEXT NOT NULL REFERENCES products (sku),
    name             TEXT NOT NULL CHECK (name <> ''),
    quantity         INTEGER NOT NULL CHECK (quantity > 0),
    unit_price_minor INTEGER NOT NULL CHECK (unit_price_minor >= 0),
    PRIMARY KEY (order_id, sku)
) STRICT, WITHOUT ROWID;
