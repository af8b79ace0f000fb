-- How old the newest file is that told of it: older never overwrites newer (domain A13).
ALTER TABLE premises ADD COLUMN reported_as_of TEXT;

ALTER TABLE bedspace ADD COLUMN reported_as_of TEXT;

ALTER TABLE bed_void ADD COLUMN reported_as_of TEXT;

ALTER TABLE placement ADD COLUMN reported_as_of TEXT;
