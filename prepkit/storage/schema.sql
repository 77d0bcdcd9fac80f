-- One workspace. Revisions are only ever added; what is current follows from parents, not clocks.
CREATE TABLE revision (
    id         TEXT PRIMARY KEY,
    record     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    company    TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('private', 'coach', 'share')),
    author     TEXT NOT NULL,
    saved_at   TEXT NOT NULL,
    deleted    INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    nonce      TEXT NOT NULL,
    body       TEXT NOT NULL
) STRICT;
CREATE INDEX revision_of_record ON revision (record);
CREATE INDEX revision_of_kind ON revision (kind, company);
CREATE TABLE parent (
    revision TEXT NOT NULL REFERENCES revision (id),
    parent   TEXT NOT NULL,
    PRIMARY KEY (revision, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX child_of_revision ON parent (parent);
CREATE VIEW head AS
    SELECT * FROM revision AS r
    WHERE NOT EXISTS (SELECT 1 FROM parent AS p WHERE p.parent = r.id);
CREATE TRIGGER revision_is_kept BEFORE UPDATE ON revision
    BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
CREATE TRIGGER revision_stays BEFORE DELETE ON revision
    BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
CREATE TRIGGER parent_is_kept BEFORE UPDATE ON parent
    BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
CREATE TRIGGER parent_stays BEFORE DELETE ON parent
    BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
