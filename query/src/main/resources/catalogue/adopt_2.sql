-- Has generation 2 of the tables, which another version of the service may be keeping, serve until this version has
-- its own: they differ in where the token is.

CREATE OR REPLACE VIEW tokens AS
SELECT 'catalogue' AS processor_name, segment, token, token_type, timestamp, owner
FROM tagledger.tokens WHERE processor_name = 'catalogue_2';
