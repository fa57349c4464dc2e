# name: text of any script comes back whole
# expect: ok
# stdout is: Grüße, 世界, नमस्ते, שלום, 👩‍🚀, 𝒳\n
# value is: 'naïve café'

print("Grüße, 世界, नमस्ते, שלום, 👩‍🚀, 𝒳")
größe = "naïve café"
größe
