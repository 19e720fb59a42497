"""What the record of an output folder looks like; see `record`."""

TABLES = """
create table if not exists about (name text primary key, value text);
create table if not exists key (id integer primary key, name text, digest text, answer blob);
create table if not exists reads (reader integer, key integer);
create table if not exists file
  (path text primary key, unit integer, digest text, last integer, redirect text);
create table if not exists media (path text, key integer, name text);
create table if not exists fault (key integer, sentence text, failed integer);
create table if not exists list (kind text, key integer, primary key (kind, key)) without rowid;
create table if not exists tree
  (id integer primary key, title text, url text, path text, kind text, changed text);
create table if not exists entry (id integer primary key, kind text, stamp text, filters text);
create table if not exists seen
  (model text, id text, digest integer, primary key (model, id)) without rowid;
create table if not exists begun (path text primary key);
"""
INDEXES = """
create index if not exists reads_reader on reads (reader, key);
create index if not exists reads_key on reads (key, reader);
create index if not exists file_unit on file (unit);
create index if not exists media_key on media (key);
create index if not exists media_path on media (path);
create index if not exists fault_key on fault (key);
create index if not exists tree_path on tree (path);
"""
