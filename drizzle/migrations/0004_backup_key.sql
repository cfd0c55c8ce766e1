CREATE TABLE `backup_key` (
	`period` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
