-- A journal of version 1 (SQLite's words), as it was when Wadul began, with things that wait.
-- PostgreSQL: BLOB is BYTEA, and the inbox counts by SERIAL.
CREATE TABLE alarms (
    code VARCHAR(60) NOT NULL,
    since BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (code)
);
CREATE TABLE complaints (
    number VARCHAR(40) NOT NULL,
    version INTEGER NOT NULL,
    received_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    closed_at BIGINT,
    gateway TEXT DEFAULT '' NOT NULL,
    chat_id TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    channel TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    location TEXT DEFAULT '' NOT NULL,
    category TEXT DEFAULT '' NOT NULL,
    district TEXT DEFAULT '' NOT NULL,
    village TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    classification TEXT DEFAULT '' NOT NULL,
    completeness TEXT DEFAULT '' NOT NULL,
    agency TEXT DEFAULT '' NOT NULL,
    supporting_agencies TEXT DEFAULT '' NOT NULL,
    assignee TEXT DEFAULT '' NOT NULL,
    internal_note TEXT DEFAULT '' NOT NULL,
    confidential BOOLEAN DEFAULT false NOT NULL,
    follow_up TEXT DEFAULT '' NOT NULL,
    answer TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    close_reason TEXT DEFAULT '' NOT NULL,
    reply_draft TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    state_since BIGINT NOT NULL,
    rounds INTEGER NOT NULL,
    rating TEXT DEFAULT '' NOT NULL,
    last_words TEXT DEFAULT '' NOT NULL,
    last_words_at BIGINT,
    merged_into TEXT DEFAULT '' NOT NULL,
    example BOOLEAN DEFAULT false NOT NULL,
    reopen_asked BOOLEAN DEFAULT false NOT NULL,
    step TEXT DEFAULT '' NOT NULL,
    clock_from BIGINT,
    clock_used FLOAT NOT NULL,
    clock_limit FLOAT,
    clock_unit TEXT DEFAULT '' NOT NULL,
    clock_hours TEXT DEFAULT '' NOT NULL,
    due_at BIGINT,
    sheet_note TEXT DEFAULT '' NOT NULL,
    sheet_pending BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX complaints_agency ON complaints (agency, state);
CREATE INDEX complaints_chat ON complaints (gateway, chat_id);
CREATE INDEX complaints_state ON complaints (state, due_at);
CREATE INDEX complaints_to_sheet ON complaints (sheet_pending) WHERE sheet_pending;
CREATE INDEX ix_complaints_received_at ON complaints (received_at);
CREATE TABLE counters (
    name VARCHAR(60) NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE facts (
    name VARCHAR(60) NOT NULL,
    value JSON NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE inbox (
    id INTEGER NOT NULL,
    gateway VARCHAR(40) NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    received_at BIGINT NOT NULL,
    raw JSON NOT NULL,
    state VARCHAR(12) NOT NULL,
    attempts INTEGER NOT NULL,
    error TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT inbox_once UNIQUE (gateway, "key")
);
CREATE INDEX inbox_state ON inbox (state, id);
CREATE TABLE media (
    id VARCHAR(40) NOT NULL,
    number VARCHAR(40),
    message_id VARCHAR(40),
    event_id VARCHAR(40),
    at BIGINT NOT NULL,
    origin TEXT DEFAULT '' NOT NULL,
    identity BOOLEAN DEFAULT false NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    mime TEXT DEFAULT '' NOT NULL,
    size INTEGER,
    sha256 TEXT DEFAULT '' NOT NULL,
    path TEXT DEFAULT '' NOT NULL,
    url TEXT DEFAULT '' NOT NULL,
    gateway_id TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    error TEXT DEFAULT '' NOT NULL,
    attempts INTEGER NOT NULL,
    not_before BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ix_media_message_id ON media (message_id);
CREATE INDEX ix_media_number ON media (number);
CREATE INDEX media_state ON media (state, not_before);
CREATE TABLE messages (
    id VARCHAR(40) NOT NULL,
    at BIGINT NOT NULL,
    number VARCHAR(40),
    direction TEXT DEFAULT '' NOT NULL,
    gateway TEXT DEFAULT '' NOT NULL,
    chat_id TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    quoted_id TEXT DEFAULT '' NOT NULL,
    gateway_id TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    state_at BIGINT,
    actor TEXT DEFAULT '' NOT NULL,
    data JSON NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    template TEXT DEFAULT '' NOT NULL,
    media_ids TEXT DEFAULT '' NOT NULL,
    not_before BIGINT,
    started_at BIGINT,
    attempts INTEGER NOT NULL,
    error TEXT DEFAULT '' NOT NULL,
    sheet_pending BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_messages_number ON messages (number);
CREATE INDEX messages_chat ON messages (gateway, chat_id, at);
CREATE INDEX messages_gateway_id ON messages (gateway, gateway_id);
CREATE INDEX messages_state ON messages (direction, state, not_before);
CREATE INDEX messages_to_sheet ON messages (sheet_pending) WHERE sheet_pending;
CREATE TABLE reference_rows (
    tab VARCHAR(60) NOT NULL,
    position INTEGER NOT NULL,
    "row" JSON NOT NULL,
    PRIMARY KEY (tab, position)
);
CREATE TABLE reference_tabs (
    tab VARCHAR(60) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    read_at BIGINT NOT NULL,
    problems JSON NOT NULL,
    PRIMARY KEY (tab)
);
CREATE TABLE sheet_batches (
    id VARCHAR(40) NOT NULL,
    left_at BIGINT NOT NULL,
    body BLOB NOT NULL,
    cells JSON NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    settled_at BIGINT,
    error TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX sheet_batches_state ON sheet_batches (state);
CREATE TABLE sheet_rows (
    tab VARCHAR(60) NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    base JSON NOT NULL,
    seen JSON,
    seen_at BIGINT,
    missing INTEGER NOT NULL,
    PRIMARY KEY (tab, "key")
);
CREATE TABLE workers (
    name VARCHAR(40) NOT NULL,
    last_pass_at BIGINT NOT NULL,
    last_good_at BIGINT,
    error TEXT DEFAULT '' NOT NULL,
    data JSON NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE events (
    id VARCHAR(40) NOT NULL,
    number VARCHAR(40) NOT NULL,
    at BIGINT NOT NULL,
    step TEXT DEFAULT '' NOT NULL,
    action TEXT DEFAULT '' NOT NULL,
    from_state TEXT DEFAULT '' NOT NULL,
    to_state TEXT DEFAULT '' NOT NULL,
    actor TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    agency TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    due_at BIGINT,
    minutes FLOAT,
    on_time BOOLEAN,
    data JSON NOT NULL,
    sheet_pending BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(number) REFERENCES complaints (number)
);
CREATE INDEX events_to_sheet ON events (sheet_pending) WHERE sheet_pending;
CREATE INDEX ix_events_number ON events (number);
INSERT INTO facts (name, value, at) VALUES ('journal_version', '1', 1795397400000000);
INSERT INTO counters (name, value) VALUES ('ALADIN-2026', 1);
INSERT INTO complaints (number, version, received_at, updated_at, gateway, chat_id, phone, channel,
    name, body, state, state_since, rounds, clock_from, clock_used, clock_limit, clock_unit, due_at)
    VALUES ('ALADIN-2026-00001', 1, 1795397400000000, 1795397400000000, 'green_api', '6281234567890@c.us', '6281234567890',
    'WhatsApp', 'Siti', 'Lampu jalan mati di Jl. Veteran', 'Baru', 1795397400000000, 0, 1795397400000000, 0, 30, 'menit',
    1795399200000000);
INSERT INTO messages (id, at, number, direction, gateway, chat_id, name, kind, body, gateway_id,
    state, state_at, data, attempts)
    VALUES ('M1', 1795397400000000, 'ALADIN-2026-00001', 'in', 'green_api', '6281234567890@c.us', 'Siti',
    'text', 'Lampu jalan mati di Jl. Veteran', 'IN1', 'received', 1795397400000000, '{}', 0);
-- its reply was under way when the old program ended; another one had not left
INSERT INTO messages (id, at, number, direction, gateway, chat_id, kind, body, state, state_at,
    data, purpose, started_at, attempts)
    VALUES ('M2', 1795397400000000, 'ALADIN-2026-00001', 'out', 'green_api', '6281234567890@c.us', 'text',
    'No. Aduan: ALADIN-2026-00001', 'sending', 1795397400000000, '{}', 'receipt', 1795397400000000, 1);
INSERT INTO messages (id, at, number, direction, gateway, chat_id, kind, body, state, state_at,
    data, purpose, attempts)
    VALUES ('M3', 1795397400000000, 'ALADIN-2026-00001', 'out', 'green_api', '6281888888888@c.us', 'text',
    'Aduan baru: ALADIN-2026-00001', 'queued', 1795397400000000, '{}', 'staff', 0);
INSERT INTO inbox (id, gateway, "key", received_at, raw, state, attempts)
    VALUES (1, 'green_api', 'incomingMessageReceived:IN2', 1795397400000000,
    '{"typeWebhook": "incomingMessageReceived", "idMessage": "IN2", "timestamp": 1795397400, "senderData": {"chatId": "6281999999999@c.us", "sender": "6281999999999@c.us", "senderName": "Budi"}, "messageData": {"typeMessage": "textMessage", "textMessageData": {"textMessage": "Sampah menumpuk di Pasar Banjarsari"}}}', 'new', 1);
INSERT INTO inbox (id, gateway, "key", received_at, raw, state, attempts)
    VALUES (2, 'green_api', 'odd:1', 1795397400000000, '{"typeWebhook": "odd"}', 'parked', 3);
