# name: a claim of another encoding (coding: latin-1) does not change the text
# expect: ok | exception
# value is: 'größe'

"größe"
