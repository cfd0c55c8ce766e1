CREATE TABLE `erasure` (
	`subject` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`at_ms` integer NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL,
	PRIMARY KEY(`subject`, `at`)
);
