BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE card_state (
	deck VARCHAR NOT NULL, 
	card VARCHAR NOT NULL, 
	phase VARCHAR, 
	step INTEGER, 
	stability FLOAT, 
	difficulty FLOAT, 
	due_day INTEGER, 
	due_at DATETIME, 
	last_day INTEGER, 
	last_at DATETIME, 
	interval INTEGER, 
	reps INTEGER, 
	lapses INTEGER, 
	suspended BOOLEAN NOT NULL, 
	buried_day INTEGER, 
	PRIMARY KEY (deck, card), 
	CONSTRAINT whole_memory_or_none CHECK ((phase IS NULL) + (stability IS NULL) + (difficulty IS NULL) + (due_day IS NULL) + (last_day IS NULL) + (last_at IS NULL) + (interval IS NULL) + (reps IS NULL) + (lapses IS NULL) IN (0, 9))
)
 WITHOUT ROWID

;
INSERT INTO "card_state" VALUES('deck','card','review',NULL,2.83052041055212662001e+01,1.0,20032,NULL,20004,'2024-10-08 12:00:00.000000',28,3,0,0,NULL);
INSERT INTO "card_state" VALUES('deck','gap#c1','learning',0,1.2931,5.11217070560105568688e+00,20000,'2024-10-04 12:07:30.000000',20000,'2024-10-04 12:02:00.000000',0,1,0,1,NULL);
INSERT INTO "card_state" VALUES('deck','practised',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
CREATE TABLE review_log (
	id CHAR(32) NOT NULL, 
	deck VARCHAR NOT NULL, 
	card VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	day INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	was VARCHAR NOT NULL, 
	rating INTEGER, 
	retention FLOAT NOT NULL, 
	cap INTEGER NOT NULL, 
	spread VARCHAR NOT NULL, 
	"before" JSON NOT NULL, 
	"after" JSON NOT NULL, 
	duration_ms INTEGER, 
	typed JSON, 
	outcome VARCHAR, 
	seed INTEGER, 
	drawn JSON, 
	mistake VARCHAR, 
	hints INTEGER, 
	undoes CHAR(32), 
	PRIMARY KEY (id), 
	FOREIGN KEY(undoes) REFERENCES review_log (id)
);
INSERT INTO "review_log" VALUES('01a2004282fe718187cc03b23a32ced0','deck','card',1,'2024-10-04 12:00:00.000000',20000,'review','new',3,0.9,36500,'card','{"memory": null, "suspended": false, "buried_day": null}','{"memory": {"phase": "learning", "step": 1, "stability": 2.3065, "difficulty": 2.118103970459016, "due_day": 20000, "due_at": "2024-10-04T12:10:00+00:00", "last_day": 20000, "last_at": "2024-10-04T12:00:00+00:00", "interval": 0, "reps": 1, "lapses": 0}, "suspended": false, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES('01a2004283037d99bc786a8ba671e9d4','deck','card',2,'2024-10-04 12:11:00.000000',20000,'review','learning',3,0.9,36500,'card','{"memory": {"phase": "learning", "step": 1, "stability": 2.3065, "difficulty": 2.118103970459016, "due_day": 20000, "due_at": "2024-10-04T12:10:00+00:00", "last_day": 20000, "last_at": "2024-10-04T12:00:00+00:00", "interval": 0, "reps": 1, "lapses": 0}, "suspended": false, "buried_day": null}','{"memory": {"phase": "review", "step": null, "stability": 2.3065, "difficulty": 2.111214235785395, "due_day": 20002, "due_at": null, "last_day": 20000, "last_at": "2024-10-04T12:11:00+00:00", "interval": 2, "reps": 2, "lapses": 0}, "suspended": false, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES('01a2004283047d87a201f3d3643821ee','deck','card',3,'2024-10-08 12:00:00.000000',20004,'review','review',4,0.9,36500,'card','{"memory": {"phase": "review", "step": null, "stability": 2.3065, "difficulty": 2.111214235785395, "due_day": 20002, "due_at": null, "last_day": 20000, "last_at": "2024-10-04T12:11:00+00:00", "interval": 2, "reps": 2, "lapses": 0}, "suspended": false, "buried_day": null}','{"memory": {"phase": "review", "step": null, "stability": 28.305204105521266, "difficulty": 1.0, "due_day": 20032, "due_at": null, "last_day": 20004, "last_at": "2024-10-08T12:00:00+00:00", "interval": 28, "reps": 3, "lapses": 0}, "suspended": false, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES('01a20042830578748f1cd79aec197dde','deck','gap#c1',1,'2024-10-04 12:00:00.000000',20000,'review','new',1,0.9,36500,'gap#c1','{"memory": null, "suspended": false, "buried_day": null}','{"memory": {"phase": "learning", "step": 0, "stability": 0.212, "difficulty": 6.4133, "due_day": 20000, "due_at": "2024-10-04T12:01:00+00:00", "last_day": 20000, "last_at": "2024-10-04T12:00:00+00:00", "interval": 0, "reps": 1, "lapses": 0}, "suspended": false, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES('01a2004283077985bccbc2e42ea2fb68','deck','gap#c1',2,'2024-10-04 12:01:00.000000',20000,'undo','learning',NULL,0.9,36500,'','{"memory": {"phase": "learning", "step": 0, "stability": 0.212, "difficulty": 6.4133, "due_day": 20000, "due_at": "2024-10-04T12:01:00+00:00", "last_day": 20000, "last_at": "2024-10-04T12:00:00+00:00", "interval": 0, "reps": 1, "lapses": 0}, "suspended": false, "buried_day": null}','{"memory": null, "suspended": false, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20042830578748f1cd79aec197dde');
INSERT INTO "review_log" VALUES('01a2004283087668bdd3731095f5e3be','deck','gap#c1',3,'2024-10-04 12:02:00.000000',20000,'review','new',2,0.9,36500,'gap#c1','{"memory": null, "suspended": false, "buried_day": null}','{"memory": {"phase": "learning", "step": 0, "stability": 1.2931, "difficulty": 5.112170705601056, "due_day": 20000, "due_at": "2024-10-04T12:07:30+00:00", "last_day": 20000, "last_at": "2024-10-04T12:02:00+00:00", "interval": 0, "reps": 1, "lapses": 0}, "suspended": false, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES('01a2004283097b63bf97bb24b0bca546','deck','gap#c1',4,'2024-10-04 12:03:00.000000',20000,'suspend','learning',NULL,0.9,36500,'gap#c1','{"memory": {"phase": "learning", "step": 0, "stability": 1.2931, "difficulty": 5.112170705601056, "due_day": 20000, "due_at": "2024-10-04T12:07:30+00:00", "last_day": 20000, "last_at": "2024-10-04T12:02:00+00:00", "interval": 0, "reps": 1, "lapses": 0}, "suspended": false, "buried_day": null}','{"memory": {"phase": "learning", "step": 0, "stability": 1.2931, "difficulty": 5.112170705601056, "due_day": 20000, "due_at": "2024-10-04T12:07:30+00:00", "last_day": 20000, "last_at": "2024-10-04T12:02:00+00:00", "interval": 0, "reps": 1, "lapses": 0}, "suspended": true, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES('01a20042830a7537bd2cd94485fa5f7c','deck','practised',1,'2024-10-04 12:00:00.000000',20000,'practice','new',1,0.9,36500,'practised','{"memory": null, "suspended": false, "buried_day": null}','{"memory": null, "suspended": false, "buried_day": null}',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE INDEX ix_review_log_deck_day ON review_log (deck, day);
CREATE INDEX ix_review_log_day ON review_log (day, at, seq, id);
CREATE UNIQUE INDEX ix_review_log_card ON review_log (deck, card, seq);
CREATE INDEX ix_review_log_undoes ON review_log (undoes) WHERE undoes IS NOT NULL;
COMMIT;
