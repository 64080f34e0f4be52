CREATE TABLE cnnviz_clock (
	id INTEGER NOT NULL,
	noted DOUBLE PRECISION NOT NULL,
	settled DOUBLE PRECISION NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE cnnviz_commands (
	id SERIAL NOT NULL,
	run INTEGER NOT NULL,
	name VARCHAR(16) NOT NULL,
	value DOUBLE PRECISION NOT NULL,
	PRIMARY KEY (id)
);
CREATE INDEX ix_cnnviz_commands_run ON cnnviz_commands (run);
CREATE TABLE cnnviz_events (
	run INTEGER NOT NULL,
	seq BIGINT NOT NULL,
	kind VARCHAR(16) NOT NULL,
	step BIGINT NOT NULL,
	size BIGINT NOT NULL,
	data BYTEA NOT NULL,
	PRIMARY KEY (run, seq)
);
CREATE INDEX cnnviz_events_sizes ON cnnviz_events (run, kind, seq, size);
CREATE TABLE cnnviz_exercise_pictures (
	exercise VARCHAR(32) NOT NULL,
	name VARCHAR(64) NOT NULL,
	data TEXT NOT NULL,
	PRIMARY KEY (exercise, name)
);
CREATE TABLE cnnviz_exercises (
	id VARCHAR(32) NOT NULL,
	created DOUBLE PRECISION NOT NULL,
	expires DOUBLE PRECISION NOT NULL,
	person VARCHAR(64) NOT NULL,
	address VARCHAR(64) NOT NULL,
	size BIGINT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE cnnviz_own (
	sha VARCHAR(64) NOT NULL,
	size BIGINT NOT NULL,
	used DOUBLE PRECISION NOT NULL,
	data BYTEA NOT NULL,
	person VARCHAR(64) DEFAULT '' NOT NULL,
	address VARCHAR(64) DEFAULT '' NOT NULL,
	PRIMARY KEY (sha)
);
CREATE TABLE cnnviz_runs (
	id SERIAL NOT NULL,
	control VARCHAR(64) NOT NULL,
	view VARCHAR(64) NOT NULL,
	person VARCHAR(64) NOT NULL,
	config TEXT NOT NULL,
	parent VARCHAR(64) NOT NULL,
	status VARCHAR(16) NOT NULL,
	reason TEXT NOT NULL,
	created DOUBLE PRECISION NOT NULL,
	queued DOUBLE PRECISION NOT NULL,
	started DOUBLE PRECISION NOT NULL,
	ended DOUBLE PRECISION NOT NULL,
	changed DOUBLE PRECISION NOT NULL,
	watched DOUBLE PRECISION NOT NULL,
	asked VARCHAR(8) NOT NULL,
	engine VARCHAR(200) NOT NULL,
	ticket VARCHAR(32) NOT NULL,
	owner VARCHAR(32) NOT NULL,
	beat BIGINT NOT NULL,
	last BIGINT NOT NULL,
	step BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	address VARCHAR(64) DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (control),
	UNIQUE (view)
);
CREATE INDEX cnnviz_runs_status ON cnnviz_runs (status);
CREATE INDEX cnnviz_runs_person ON cnnviz_runs (person);
CREATE TABLE cnnviz_schema (
	version INTEGER NOT NULL,
	PRIMARY KEY (version)
);
