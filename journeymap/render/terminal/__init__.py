"""What the terminal target is made of: lines that know their width, signs, items, the curve, the table and the stack."""
