CREATE TABLE `right_settle` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`date` text NOT NULL,
	`of` integer NOT NULL,
	`to` integer NOT NULL,
	`doc` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
