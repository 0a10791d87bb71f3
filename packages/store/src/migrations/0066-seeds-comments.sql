comment on schema seeds is 'Tables whose seed names are taken by ours, in the form of the first data model; with search_path = seeds, public its statements run as they are written.';
comment on view seeds.users is 'Readers with their profile under the names of the first data model (D-02); e-mail and password are NULL for anonymous readers.';
