-- Identifiers collate as bytes: the same order as in SQLite, whatever the locale.

CREATE TABLE customers (
    customer_id text COLLATE "C" PRIMARY KEY CHECK (customer_id ~ '^[A-Z0-9._-]+$'),
    name        text NOT NULL CHECK (name <> ''),
    email       text NOT NULL CHECK (email LIKE '_%@_%')
);

CREATE UNIQUE INDEX customers_email ON customers (lower(email));

CREATE TABLE products (
    sku         text COLLATE "C" PRIMARY KEY CHECK (sku ~ '^[A-Z0-9._-]+$'),
    name        text NOT NULL CHECK (name <> ''),
    description text NOT NULL,
    price_minor bigint NOT NULL CHECK (price_minor >= 0),
    currency    text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    stock       bigint NOT NULL CHECK (stock >= 0),
    updated_at  timestamptz NOT NULL
);

CREATE INDEX products_updated_at ON products (updated_at);

CREATE TABLE orders (
    order_id    text COLLATE "C" PRIMARY KEY CHECK (order_id ~ '^[A-Z0-9._-]+$'),
    customer_id text COLLATE "C" NOT NULL REFERENCES customers (customer_id),
    status      text COLLATE "C" NOT NULL CHECK (status IN ('pending', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded')),
    total_minor bigint NOT NULL CHECK (total_minor >= 0),
    currency    text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    placed_at   timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (updated_at >= placed_at)
);

-- One index for each way to list, in the order of the list; what follows the
-- order is there so that counting and adding up need not visit the table.
CREATE INDEX orders_placed_at ON orders (placed_at, order_id);
CREATE INDEX orders_status ON orders (status, placed_at, order_id, currency, total_minor);
CREATE INDEX orders_customer ON orders (customer_id, placed_at, order_id, status, currency, total_minor);

CREATE TABLE order_items (
    order_id         text COLLATE "C" NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE,
    sku              text COLLATE "C" NOT NULL REFERENCES products (sku),
    name             text NOT NULL CHECK (name <> ''),
    quantity         bigint NOT NULL CHECK (quantity > 0),
    unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
    PRIMARY KEY (order_id, sku)
);

COMMENT ON TABLE customers IS 'Who orders.';
COMMENT ON COLUMN customers.customer_id IS 'For instance C-1; capital letters, digits, and . _ -';
COMMENT ON COLUMN customers.name IS 'As the customer writes it.';
COMMENT ON COLUMN customers.email IS 'One per customer, in any letter case.';

COMMENT ON TABLE products IS 'The catalog.';
COMMENT ON COLUMN products.sku IS 'Stock keeping unit, for instance SKU-1.';
COMMENT ON COLUMN products.name IS 'What it is called in the shop.';
COMMENT ON COLUMN products.description IS 'What it is, in a sentence.';
COMMENT ON COLUMN products.price_minor IS 'Price of one in minor units of the currency (cents).';
COMMENT ON COLUMN products.currency IS 'ISO 4217 code of the price.';
COMMENT ON COLUMN products.stock IS 'Units in stock; 0 is sold out.';
COMMENT ON COLUMN products.updated_at IS 'When this row last changed.';

COMMENT ON TABLE orders IS 'One row per order; its products are in order_items.';
COMMENT ON COLUMN orders.order_id IS 'For instance A100; capital letters, digits, and . _ -';
COMMENT ON COLUMN orders.customer_id IS 'Who ordered.';
COMMENT ON COLUMN orders.status IS 'pending, processing, shipped, delivered, cancelled or refunded.';
COMMENT ON COLUMN orders.total_minor IS 'What the customer pays, in minor units of the currency (cents).';
COMMENT ON COLUMN orders.currency IS 'ISO 4217 code of every amount in the order.';
COMMENT ON COLUMN orders.placed_at IS 'When the order was placed.';
COMMENT ON COLUMN orders.updated_at IS 'When the order last changed.';

COMMENT ON TABLE order_items IS 'What an order holds: each product at most once.';
COMMENT ON COLUMN order_items.order_id IS 'The order.';
COMMENT ON COLUMN order_items.sku IS 'The product.';
COMMENT ON COLUMN order_items.name IS 'The product''s name when it was ordered.';
COMMENT ON COLUMN order_items.quantity IS 'How many.';
COMMENT ON COLUMN order_items.unit_price_minor IS 'Price of one when it was ordered, in minor units of the order''s currency.';
