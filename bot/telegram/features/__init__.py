"""What people can do, a file a feature; `table.TABLE` names them all."""
