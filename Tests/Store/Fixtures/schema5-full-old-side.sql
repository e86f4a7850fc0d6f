BEGIN;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE series (
    id INTEGER PRIMARY KEY, service TEXT NOT NULL, side TEXT NOT NULL, metric TEXT NOT NULL,
    UNIQUE (service, side, metric)
) STRICT;
CREATE TABLE presence (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE sample (
    minute INTEGER NOT NULL, series INTEGER NOT NULL, value REAL, presence INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (minute, series),
    CHECK (presence BETWEEN 0 AND 3 AND (value IS NULL) = (presence >= 2))
) STRICT, WITHOUT ROWID;
CREATE TABLE sample_change (revision INTEGER PRIMARY KEY, minute INTEGER NOT NULL) STRICT;
CREATE TABLE reading (
    source TEXT PRIMARY KEY, last_try INTEGER NOT NULL, last_success INTEGER, error TEXT,
    failures INTEGER NOT NULL, milliseconds INTEGER NOT NULL, newest_minute INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE inventory (
    id INTEGER PRIMARY KEY, service TEXT NOT NULL, side TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE INDEX inventory_of_side ON inventory (service, side, id);
CREATE TABLE confirmation (
    service TEXT NOT NULL, side TEXT NOT NULL, source TEXT NOT NULL, read_at INTEGER NOT NULL,
    PRIMARY KEY (service, side, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE share (
    id INTEGER PRIMARY KEY, service TEXT NOT NULL, changed_at INTEGER, first_read INTEGER NOT NULL,
    read_at INTEGER NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE INDEX share_of_service ON share (service, id);
CREATE TABLE queue (
    service TEXT PRIMARY KEY, visible INTEGER NOT NULL, in_flight INTEGER NOT NULL, delayed INTEGER NOT NULL,
    read_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE order_ (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, service TEXT, actor TEXT NOT NULL,
    at INTEGER NOT NULL, reason TEXT NOT NULL, about INTEGER REFERENCES order_ (id)
, terms TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, service TEXT, side TEXT, kind TEXT NOT NULL,
    actor TEXT NOT NULL, before TEXT, after TEXT, reason TEXT NOT NULL, evidence TEXT NOT NULL
) STRICT;
CREATE INDEX event_in_time ON event (at, id);
CREATE UNIQUE INDEX event_imported ON event (kind, ifnull(service, ''), evidence)
    WHERE evidence <> '' AND kind IN ('ecs', 'taskStopped');
CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1), holder TEXT, token INTEGER NOT NULL, since INTEGER NOT NULL,
    heartbeat INTEGER NOT NULL
) STRICT;
CREATE TABLE step (
    id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL REFERENCES order_ (id),
    service TEXT NOT NULL, token INTEGER NOT NULL, roll_back INTEGER NOT NULL, percent REAL NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, state TEXT NOT NULL, change TEXT, at INTEGER NOT NULL
, in_sync_at INTEGER) STRICT;
CREATE INDEX step_of_service ON step (service, id);
CREATE INDEX event_of_verdict ON event (service, id) WHERE kind = 'verdict';
CREATE TABLE fleet (service TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
    service TEXT PRIMARY KEY, revision INTEGER NOT NULL, format INTEGER NOT NULL, json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE layout (
    service TEXT PRIMARY KEY, read_at INTEGER NOT NULL, format INTEGER NOT NULL, json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('migration', 'rehearsal');
INSERT INTO order_ (id, kind, service, actor, at, reason, about, terms) VALUES (1, 'advance', 'api', 'mika@desk', 1773485026153, '', NULL, '{"atOnce":false,"byItself":false,"overrides":[],"percent":50}');
INSERT INTO order_ (id, kind, service, actor, at, reason, about, terms) VALUES (2, 'advance', 'api', 'mika@desk', 1773485295000, '', NULL, '{"atOnce":false,"byItself":false,"overrides":[],"percent":75}');
INSERT INTO order_ (id, kind, service, actor, at, reason, about, terms) VALUES (3, 'rollBack', 'api', 'mika@desk', 1773486369152, '', NULL, '{}');
INSERT INTO step (id, order_id, service, token, roll_back, percent, before, after, state, change, at, in_sync_at) VALUES (1, 1, 'api', 1, 0, 50.0, '[{"new":25,"old":75,"ttl":60,"type":"A"}]', '[{"new":50,"old":50,"ttl":60,"type":"A"}]', 'done', 'CD5N5NRE400HHI', 1773485030000, 1773485065000);
INSERT INTO step (id, order_id, service, token, roll_back, percent, before, after, state, change, at, in_sync_at) VALUES (2, 2, 'api', 1, 0, 75.0, '[{"new":50,"old":50,"ttl":60,"type":"A"}]', '[{"new":75,"old":25,"ttl":60,"type":"A"}]', 'done', 'CBE0J2SQ5XB3J7', 1773485300000, 1773485325000);
INSERT INTO step (id, order_id, service, token, roll_back, percent, before, after, state, change, at, in_sync_at) VALUES (3, 3, 'api', 1, 1, 69.0, '[{"new":75,"old":25,"ttl":60,"type":"A"}]', '[{"new":69,"old":31,"ttl":60,"type":"A"}]', 'done', 'CC1EW40K4Q1V1L', 1773486375000, 1773486395000);
INSERT INTO step (id, order_id, service, token, roll_back, percent, before, after, state, change, at, in_sync_at) VALUES (4, 3, 'api', 1, 1, 54.0, '[{"new":69,"old":31,"ttl":60,"type":"A"}]', '[{"new":54,"old":46,"ttl":60,"type":"A"}]', 'done', 'CBB8464CNVHF2A', 1773486795000, 1773486825000);
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (13, 1773485026153, 'api', NULL, 'advance', 'mika@desk', NULL, '50 %', '', 'order 1');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (14, 1773485030000, 'api', NULL, 'weights', 'mika@desk:14430', '25 %', '50 %', 'claimed: A 75/25 → 50/50', 'order 1');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (15, 1773485030000, 'api', NULL, 'weights', 'mika@desk:14430', '25 %', '50 %', 'accepted by AWS, PENDING', 'order 1, step 1, change CD5N5NRE400HHI, request simulated');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (16, 1773485030000, 'api', NULL, 'weights', 'mika@desk:14430', '25 %', '50 %', 'read back: A 50/50', 'order 1, step 1, change CD5N5NRE400HHI');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (19, 1773485065000, 'api', NULL, 'weights', 'mika@desk:14430', '25 %', '50 %', 'INSYNC: all name servers have it', 'order 1, step 1, change CD5N5NRE400HHI');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (21, 1773485295000, 'api', NULL, 'advance', 'mika@desk', NULL, '75 %', '', 'order 2');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (22, 1773485300000, 'api', NULL, 'weights', 'mika@desk:14430', '50 %', '75 %', 'claimed: A 50/50 → 25/75', 'order 2');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (23, 1773485300000, 'api', NULL, 'weights', 'mika@desk:14430', '50 %', '75 %', 'accepted by AWS, PENDING', 'order 2, step 2, change CBE0J2SQ5XB3J7, request simulated');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (24, 1773485300000, 'api', NULL, 'weights', 'mika@desk:14430', '50 %', '75 %', 'read back: A 25/75', 'order 2, step 2, change CBE0J2SQ5XB3J7');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (26, 1773485325000, 'api', NULL, 'weights', 'mika@desk:14430', '50 %', '75 %', 'INSYNC: all name servers have it', 'order 2, step 2, change CBE0J2SQ5XB3J7');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (43, 1773486369152, 'api', NULL, 'rollBack', 'mika@desk', 'running', 'rolled back', '', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (44, 1773486370000, 'api', NULL, 'weights', 'mika@desk:14430', NULL, NULL, 'waits at 75 % on new: NOT SAFE 29 %: 7 instances needed, Auto Scaling''s maximum is 4', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (45, 1773486375000, 'api', NULL, 'weights', 'mika@desk:14430', NULL, NULL, 'in steps, to 69 % for now: NOT SAFE 31 %: 7 instances needed, Auto Scaling''s maximum is 4', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (46, 1773486375000, 'api', NULL, 'weights', 'mika@desk:14430', '75 %', '69 %', 'claimed: A 25/75 → 31/69', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (47, 1773486375000, 'api', NULL, 'weights', 'mika@desk:14430', '75 %', '69 %', 'accepted by AWS, PENDING', 'order 3, step 3, change CC1EW40K4Q1V1L, request simulated');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (48, 1773486375000, 'api', NULL, 'weights', 'mika@desk:14430', '75 %', '69 %', 'read back: A 31/69', 'order 3, step 3, change CC1EW40K4Q1V1L');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (49, 1773486380000, 'api', NULL, 'weights', 'mika@desk:14430', NULL, NULL, 'waits at 69 % on new: NOT SAFE 31 %: 7 instances needed, Auto Scaling''s maximum is 4', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (50, 1773486395000, 'api', NULL, 'weights', 'mika@desk:14430', '75 %', '69 %', 'INSYNC: all name servers have it', 'order 3, step 3, change CC1EW40K4Q1V1L');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (54, 1773486795000, 'api', NULL, 'weights', 'mika@desk:14430', NULL, NULL, 'in steps, to 54 % for now: NOT SAFE 46 %: 5 instances needed, Auto Scaling''s maximum is 4', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (55, 1773486795000, 'api', NULL, 'weights', 'mika@desk:14430', '69 %', '54 %', 'claimed: A 31/69 → 46/54', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (56, 1773486795000, 'api', NULL, 'weights', 'mika@desk:14430', '69 %', '54 %', 'accepted by AWS, PENDING', 'order 3, step 4, change CBB8464CNVHF2A, request simulated');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (57, 1773486795000, 'api', NULL, 'weights', 'mika@desk:14430', '69 %', '54 %', 'read back: A 46/54', 'order 3, step 4, change CBB8464CNVHF2A');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (58, 1773486800000, 'api', NULL, 'weights', 'mika@desk:14430', NULL, NULL, 'waits at 54 % on new: NOT SAFE 46 %: 5 instances needed, Auto Scaling''s maximum is 4', 'order 3');
INSERT INTO event (id, at, service, side, kind, actor, before, after, reason, evidence) VALUES (60, 1773486825000, 'api', NULL, 'weights', 'mika@desk:14430', '69 %', '54 %', 'INSYNC: all name servers have it', 'order 3, step 4, change CBB8464CNVHF2A');
INSERT INTO lease (id, holder, token, since, heartbeat) VALUES (1, NULL, 1, 1773481200000, 1773487014467);
CREATE TRIGGER order_stays BEFORE UPDATE ON order_ BEGIN SELECT raise(ABORT, 'orders are kept as posted'); END;
CREATE TRIGGER order_lasts BEFORE DELETE ON order_ BEGIN SELECT raise(ABORT, 'orders are kept for ever'); END;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'events are kept as told'); END;
CREATE TRIGGER event_lasts BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'events are kept for ever'); END;
CREATE TRIGGER step_stays BEFORE UPDATE OF order_id, service, token, roll_back, percent, before, after, at ON step
    BEGIN SELECT raise(ABORT, 'steps are kept as claimed'); END;
CREATE TRIGGER step_lasts BEFORE DELETE ON step BEGIN SELECT raise(ABORT, 'steps are kept for ever'); END;
PRAGMA application_id = 1633841765;
PRAGMA user_version = 5;
COMMIT;
